"""Slice people."""
