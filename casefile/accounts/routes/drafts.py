"""Text that is being typed, kept until it is saved."""

from __future__ import annotations

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.accounts.routes.blueprint import bp
from casefile.accounts.rules import safe_next
from casefile.core import drafts, once
from casefile.core.access import Permission, permit
from casefile.core.errors import Refused
from casefile.core.forms import read_token

# Never kept: tokens of the page, and passwords whatever the field is called.
_LEFT_OUT = ("csrf_token", "once", "base", "password", "present")


@bp.post("/drafts")
@permit(Permission.SIGNED_IN)
def draft() -> ResponseReturnValue:
    """Keep what is being typed on a page: JSON {path, fields: {name: [texts]}, once: the form's token}.

    What comes after the form was saved is not kept: it would be offered again as unsaved.
    """
    said = request.get_json(silent=True)
    sent = said if isinstance(said, dict) else {}
    fields = sent.get("fields")
    path = safe_next(sent.get("path")) if isinstance(sent.get("path"), str) else "/"
    if not isinstance(fields, dict) or path == "/" or (request.content_length or 0) > drafts.LARGEST:
        raise Refused(_("This draft cannot be kept."))
    kept = {str(name): [str(text) for text in texts] for name, texts in fields.items()
            if isinstance(texts, list) and name not in _LEFT_OUT}
    token = read_token(sent.get("once"))
    if token and once.was_acted_on(token):
        return jsonify(saved_at=None)
    return jsonify(saved_at=drafts.keep(path, kept).isoformat())


@bp.post("/drafts/discard")
@permit(Permission.SIGNED_IN)
def discard() -> ResponseReturnValue:
    """Forget the draft of a page and open the page as it was saved."""
    path = safe_next(request.form.get("path"))
    drafts.drop(path)
    return redirect(path, 303)
