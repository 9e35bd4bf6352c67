"""Slice law."""
