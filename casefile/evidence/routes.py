"""Pages of evidence."""

from __future__ import annotations

from flask import Blueprint

from casefile.evidence import models as models

bp = Blueprint("evidence", __name__)
