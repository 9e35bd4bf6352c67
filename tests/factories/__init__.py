"""Invented people, cases and records for tests; each domain has a module here."""
