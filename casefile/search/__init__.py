"""Slice search."""
