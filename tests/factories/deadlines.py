"""Tasks and dates for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import next_number
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind
from tests.factories.base import a_case, a_member, made


def a_deadline(case: Case | None = None, owner: UUID | None = None, days: float = 5, **values: Any) -> Deadline:
    """A collection task due in some days (negative: late), owned by a new member of the team unless told."""
    case = case or a_case()
    owner = owner or a_member(case).id
    with acting(SYSTEM):
        reference = f"T-{next_number('T'):04d}"
    due_at = datetime.now(UTC) + timedelta(days=days)
    defaults = {"title": "Ask for the second page", "kind": Kind.COLLECTION, "due_at": due_at, "timed": True,
                "timezone": case.timezone}
    return made(Deadline(case_id=case.id, owner_id=owner, reference=reference, **{**defaults, **values}))
