"""The search page."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from casefile.cases.links import find
from casefile.core.access import Permission, permit
from casefile.search import service
from casefile.search.forms import SearchForm

bp = Blueprint("search", __name__)


@bp.get("/search")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Everything of the actor's cases with the text in a title, name or code; a reference opens its record."""
    form = SearchForm(request.args)
    text = form.q.data if form.validate() else None
    url = find(text) if text else None
    if url:
        return redirect(url)
    page = render_template("search/index.html", form=form, text=text, groups=service.search(text) if text else [])
    return page, 422 if form.errors else 200
