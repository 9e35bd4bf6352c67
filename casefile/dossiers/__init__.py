"""Dossiers: a frozen view of one case, typeset into a document that can be checked."""
