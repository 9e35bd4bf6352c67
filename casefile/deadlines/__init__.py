"""Slice deadlines."""
