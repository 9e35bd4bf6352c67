"""Slice evidence."""
