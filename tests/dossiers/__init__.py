"""Tests of the dossier slice."""
