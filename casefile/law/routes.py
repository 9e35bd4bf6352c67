"""Pages of law."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("law", __name__)
