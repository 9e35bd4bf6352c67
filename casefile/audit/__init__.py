"""The history of records as people read it."""
