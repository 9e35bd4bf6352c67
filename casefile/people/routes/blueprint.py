"""The blueprint, and the words its templates (and those of upper slices) use."""

from __future__ import annotations

from flask import Blueprint

from casefile.people import labels
from casefile.people.labels import mediators, risk

bp = Blueprint("people", __name__)
bp.record_once(lambda state: state.app.jinja_env.globals.update(
    people_words=labels, risk_words=risk, mediator_words=mediators))
