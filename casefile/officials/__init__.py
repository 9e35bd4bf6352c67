"""Slice officials."""
