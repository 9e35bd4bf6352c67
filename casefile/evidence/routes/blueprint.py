"""The blueprint, and the words its templates (and those of upper slices) use."""

from __future__ import annotations

from flask import Blueprint

from casefile.evidence import labels

bp = Blueprint("evidence", __name__)
bp.record_once(lambda state: state.app.jinja_env.globals.update(evidence_words=labels))
