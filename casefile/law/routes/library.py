"""The law library: crimes, elements, modes of liability, tests and standards, in the reader's language."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from casefile.core.access import Permission, permit
from casefile.law import service
from casefile.law.library import entry_of
from casefile.law.routes.blueprint import bp
from casefile.law.rules import frameworks


@bp.get("/law/")
@permit(Permission.SIGNED_IN)
def library() -> ResponseReturnValue:
    """Everything the law library holds: the newest version of each body of law; `?version=` shows another one."""
    frameworks().refresh()
    wanted = frameworks().get(request.args.get("version", ""))
    laws = frameworks().newest()
    shown = wanted or next(law for law in laws if law.id.startswith(service.DEFAULT_FRAMEWORK.partition("@")[0]))
    return render_template("law/library.html", laws=laws, law=shown, versions=frameworks().versions(shown.body))


@bp.get("/law/<framework>/<code>")
@permit(Permission.SIGNED_IN)
def entry(framework: str, code: str) -> ResponseReturnValue:
    """One entry; the code of an element leads to its crime or mode."""
    law = frameworks().get(framework)
    found = entry_of(law, code) if law else None
    if found is None:
        abort(404)
    return render_template("law/entry.html", law=law, found=found, code=code)
