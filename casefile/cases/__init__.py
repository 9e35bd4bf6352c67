"""Situations, case files, their teams, stages and reviews; the compartments everything else is filed in."""
