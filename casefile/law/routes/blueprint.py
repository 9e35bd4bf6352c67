"""The blueprint, and the words its templates (and those of upper slices) use."""

from __future__ import annotations

from flask import Blueprint

from casefile.law import labels

bp = Blueprint("law", __name__)
bp.record_once(lambda state: state.app.jinja_env.globals.update(law_words=labels))
