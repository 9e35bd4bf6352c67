"""The blueprint all pages of this slice hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("deadlines", __name__)
