"""Tests of the servers and of the supervisor, with real processes."""
