"""The blueprint, and the words its templates (and those of upper slices) use."""

from __future__ import annotations

from flask import Blueprint

from casefile.incidents import labels

bp = Blueprint("incidents", __name__)
bp.record_once(lambda state: state.app.jinja_env.globals.update(incident_words=labels))
