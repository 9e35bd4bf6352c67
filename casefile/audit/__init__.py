"""Slice audit."""
