"""The help page."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from casefile.accounts.routes.blueprint import bp
from casefile.core.access import Permission, permit


@bp.get("/help")
@permit(Permission.SIGNED_IN)
def help() -> ResponseReturnValue:
    """The main job in seven steps, the keys, and where to look."""
    return render_template("accounts/help.html")
