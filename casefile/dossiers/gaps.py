"""What is missing around dossiers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from casefile.cases.gaps import GapRule, Severity, case_without
from casefile.cases.models import Case
from casefile.dossiers.models import Dossier


def _never_built(case: Case) -> Select[Any]:
    columns: Any = (Dossier.id,)
    return case_without(case, select(*columns).where(Dossier.case_id == case.id, Dossier.sha256.is_not(None)))


def _title(_n: int, _reference: str) -> str:
    return _("No dossier has been built")


def _url(case: Case, _id: UUID) -> str:
    return url_for("dossiers.new", id=case.id)


def gaps(_case: Case) -> list[GapRule]:
    """The rules."""
    return [GapRule("NO-DOSSIER", Severity.ADVISORY, _never_built, _title,
                    _l("A case is easiest to judge when it is read as a dossier; none has been built yet."),
                    _l("Generate dossier"), _url)]
