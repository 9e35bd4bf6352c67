"""What can go wrong while servers are started, said so that a person can act on it."""

from __future__ import annotations


class ServerProblem(Exception):
    """A server or process cannot run; the message says why and what to do."""


class StopAsked(Exception):
    """Somebody pressed Ctrl-C or sent a signal to end."""
