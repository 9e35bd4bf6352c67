"""The blueprint, and the words its templates use."""

from __future__ import annotations

from flask import Blueprint

from casefile.statements import labels

bp = Blueprint("statements", __name__)
bp.record_once(lambda state: state.app.jinja_env.globals.update(statement_words=labels))
