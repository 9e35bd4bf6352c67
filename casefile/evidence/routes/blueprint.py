"""The blueprint, and the words its templates (and those of upper slices) use."""

from __future__ import annotations

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from casefile.evidence import copy_labels, labels
from casefile.evidence.files import shown_name
from casefile.evidence.labels import manifests
from casefile.evidence.pin_labels import pin_words

bp = Blueprint("evidence", __name__)


@bp.record_once
def words(state: BlueprintSetupState) -> None:
    """What templates may say."""
    state.app.jinja_env.globals.update(evidence_words=labels, copy_words=copy_labels, pin_words=pin_words,
                                       time_words=manifests)
    state.app.jinja_env.filters["shown_name"] = shown_name
