"""Whether items may go to the forum a case aims at, asked of those who know everybody's consents (§6.2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from casefile.cases.models import Case
from casefile.evidence.service.sharing import usable
from casefile.law.rules import Since
from casefile.law.rules.assessing import sharing_since
from casefile.people.rules.grants import Outcome

# With some identities kept back an item is still of use; where somebody must be asked first it is not, today.
NOW = (Outcome.ALLOW, Outcome.REDACT)


def outcomes(items: Collection[UUID], case: Case) -> dict[UUID, Outcome]:
    """Item -> whether it may go to the target forum today; a fixed number of questions to the database."""
    return {id: answer.outcome for id, answer in usable(items, case).items()} if items else {}


def usable_now(items: Collection[UUID], case: Case) -> frozenset[UUID]:
    """The items that may go to the target forum today."""
    return frozenset(id for id, outcome in outcomes(items, case).items() if outcome in NOW)


def use_of(references: Mapping[UUID, str], case: Case) -> dict[str, list[str]]:
    """Item id -> (reference, outcome), as an assessment keeps it."""
    return {str(id): [references[id], outcome.value] for id, outcome in outcomes(references, case).items()}


def shared_otherwise(kept: Mapping[UUID, Mapping[str, Sequence[Any]]], case: Case) -> dict[UUID, list[Since]]:
    """Element -> the items on which its assessment rested and which may be shared otherwise today."""
    items = {UUID(id) for use in kept.values() for id in use}
    now = {str(id): outcome.value for id, outcome in outcomes(items, case).items()}
    return {element_id: sharing_since(use, now) for element_id, use in kept.items()}
