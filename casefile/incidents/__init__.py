"""Slice incidents."""
