"""Pages of deadlines."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("deadlines", __name__)
