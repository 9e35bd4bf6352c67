"""The history of a record: field, before, after, who, when, why."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from casefile.audit import service
from casefile.cases.history import history_of
from casefile.cases.links import kind_of
from casefile.core.access import Permission, permit
from casefile.core.audit import AuditEvent
from casefile.core.lists import page_of

bp = Blueprint("audit", __name__)


@bp.get("/history/<table>/<uuid:id>")
@permit(Permission.HISTORY_READ)
def record(table: str, id: UUID) -> ResponseReturnValue:
    """The history of one record, for whoever may read the record; the table alone when a panel asks for it."""
    found, kind = service.record_for(table, id), kind_of(table)
    if found is None or kind is None:
        abort(404)
    page = page_of(history_of(table, id), {"time": AuditEvent.id}, "-time", rows=True)
    template = "audit/_entries.html" if request.headers.get("HX-Request") else "audit/record.html"
    return render_template(template, record=found, kind=kind, page=page, entries=service.entries_of(page.items),
                           url=kind.url(id))
