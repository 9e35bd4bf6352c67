"""Pages of dossiers."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("dossiers", __name__)
