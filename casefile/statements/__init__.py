"""Statements: accounts of witnesses in numbered paragraphs, what was told before, and how the next interview is set."""
