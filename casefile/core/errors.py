"""What can go wrong, and one handler for each, in HTML and in JSON."""

from __future__ import annotations

import errno
import logging
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from flask import Flask, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from casefile.core.db import db
from casefile.core.once import AlreadyDone

if TYPE_CHECKING:
    from casefile.core.forms import Form

log = logging.getLogger(__name__)


class Refused(Exception):
    """The rules of the field do not allow this; the message (already translated) says why and what to do."""


class StorageFull(Exception):
    """There is no room for the file; nothing was stored."""


class StoreUnavailable(Exception):
    """The file store does not answer; nothing was stored, nothing is lost."""


class Damaged(Exception):
    """The stored bytes are not what was stored. They are left as they are, for people to look at."""


class NotRecorded(Exception):
    """The history could not be written, so what it would have spoken of is not shown either."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field on which two people disagree."""

    name: str
    label: str
    was: str
    theirs: str
    mine: str
    is_text: bool


class Conflict(Exception):
    """Somebody saved the record after this form was opened; nothing of the form was stored."""

    def __init__(self, form: Form, differences: list[Difference], theirs_by: Any, theirs_at: Any) -> None:
        super().__init__("conflict")
        self.form = form
        self.differences = differences
        self.theirs_by = theirs_by
        self.theirs_at = theirs_at


DISK_FULL = "53100"  # PostgreSQL: disk_full
PAGES = {400, 401, 404, 405, 413, 422, 429}


def wants_json() -> bool:
    """True when the caller is a script: raw upload, draft, or API."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def answer(status: int, message: str = "", template: str | None = None, **context: Any) -> ResponseReturnValue:
    """The error page (or JSON) for a status; everything of this request is rolled back first."""
    db.session.rollback()
    if status >= 500:  # the page must come even when nobody can be looked up
        g._login_user = AnonymousUserMixin()
    if wants_json():
        return jsonify(error=message, status=status), status
    page = render_template(template or f"errors/{status}.html", message=message, **context)
    return page, status


def init_app(app: Flask) -> None:
    """Register one handler per kind of failure."""
    for kind, handler in ((Refused, _refused), (Conflict, _conflict), (AlreadyDone, _already_done),
                          (StorageFull, _storage_full), (StoreUnavailable, _store_unavailable), (Damaged, _damaged),
                          (NotRecorded, _not_recorded),
                          (OperationalError, _database), (PoolTimeout, _database),
                          (HTTPException, _http), (Exception, _unexpected)):
        app.register_error_handler(kind, handler)


def _refused(error: Refused) -> ResponseReturnValue:
    return answer(409, str(error), "errors/409_refused.html")


def _conflict(error: Conflict) -> ResponseReturnValue:
    return answer(409, "", "errors/409_conflict.html", form=error.form, differences=error.differences,
                  theirs_by=error.theirs_by, theirs_at=error.theirs_at)


def _already_done(error: AlreadyDone) -> ResponseReturnValue:
    db.session.rollback()
    return redirect(error.location, 303)


def _storage_full(error: StorageFull) -> ResponseReturnValue:
    return answer(507, str(error))


def _store_unavailable(error: StoreUnavailable) -> ResponseReturnValue:
    log.error("the file store does not answer: %s", error)
    return answer(503, _("The file store does not answer at the moment. Nothing was changed; try again in a minute."))


def _damaged(error: Damaged) -> ResponseReturnValue:
    log.error("a stored file does not open: %s", where(error))
    return answer(409, _("The stored file has changed since it was received. It is not given out. Tell the "
                         "administrator to run “casefile verify”."), "errors/409_refused.html")


def _not_recorded(error: NotRecorded) -> ResponseReturnValue:
    log.error("the history cannot be written: %s", type(error.__cause__).__name__)
    if error.__cause__ is not None and _sqlstate(error.__cause__) == DISK_FULL:
        return answer(507)
    db.session.rollback()
    g._login_user = AnonymousUserMixin()  # nobody is looked up for the language of the sentence either
    return answer(503, _("The history cannot be written at the moment, so this was not opened. Nothing was shown."))


def _database(error: Exception) -> ResponseReturnValue:
    if _sqlstate(error) == DISK_FULL:
        return answer(507)
    log.error("database unavailable: %s", type(error).__name__)
    return answer(503)


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error
    return answer(code, "", None if code in PAGES else "errors/500.html", reference=g.get("request_id", ""))


def _unexpected(error: Exception) -> ResponseReturnValue:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return answer(507)
    reference = g.get("request_id") or uuid4().hex[:12]
    log.error("unexpected error %s: %s", reference, where(error))
    return answer(500, reference=reference)


def where(error: BaseException) -> str:
    """Which kind of error, and the lines it came through; never its text, which can quote a name that was typed."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__} {_sqlstate(error)}\n{frames}".rstrip()


def _sqlstate(error: BaseException) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", "") or "")
