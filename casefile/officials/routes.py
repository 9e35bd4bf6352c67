"""Pages of officials."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("officials", __name__)
