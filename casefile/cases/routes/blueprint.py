"""The blueprint that all pages of this slice share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("cases", __name__)
