"""Pages of evidence."""

from __future__ import annotations

from flask import Blueprint

from casefile.evidence.models import Evidence as Evidence  # noqa: PLC0414

bp = Blueprint("evidence", __name__)
