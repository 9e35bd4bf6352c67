"""The blueprint, the words its templates (and those of upper slices) use, and what several pages ask of a request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from casefile.cases.models import Case
from casefile.core.db import get_visible
from casefile.core.forms import Form
from casefile.officials import fact_labels, labels, service
from casefile.officials.models import Official

bp = Blueprint("officials", __name__)
bp.record_once(lambda state: state.app.jinja_env.globals.update(official_words=labels, fact_words=fact_labels))


def case_shown() -> Case | None:
    """The case named by `?case=`, if it is one of the reader's."""
    try:
        return get_visible(Case, UUID(request.args["case"]))
    except (KeyError, ValueError):
        return None


def official_named(id: str, situation_id: UUID) -> Official:
    """The official of the register with the id; 404 when there is none."""
    try:
        official = get_visible(Official, UUID(id))
    except ValueError:
        official = None
    if official is None or official.situation_id != situation_id:
        abort(404)
    return official


def post_offers(situation_id: UUID) -> dict[str, Any]:
    """What the fields about a post offer."""
    return {"post_id": service.post_offers(situation_id), "organisation_id": service.organisation_offers(situation_id)}


def form_on(official: Official, form: Form, title: str, submit: str) -> ResponseReturnValue:
    """A page with one form about an official."""
    return render_template("officials/official_form.html", official=official, form=form, title=title, submit=submit,
                           case=case_shown())
