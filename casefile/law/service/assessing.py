"""Assess an element: a person decides, with reasons; where the level asks for it another person agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.labels import STANDARD
from casefile.cases.models import Case
from casefile.cases.rules import Standard
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Action, Review, second_person
from casefile.deadlines import service as deadlines
from casefile.deadlines.rules import Kind
from casefile.law.labels import GUARDS, LEVELS
from casefile.law.models import ChargeElement, ElementAssessment
from casefile.law.rules import Direction, Judgement, Leg, Level, Since, changes_since, guards_unmet, strongest
from casefile.law.rules.assessing import second_needed
from casefile.law.service.adopting import adoption_of, report_finding
from casefile.law.service.basis import bases, basis_of
from casefile.law.service.proof import ElementProof, propositions_of
from casefile.law.service.sources import shared_otherwise, use_of

REVIEW_WITHIN = timedelta(days=14)
TEXTS = ("reasoning", "weaknesses", "exculpatory", "contrary", "without_strongest", "next_step")


@dataclass(frozen=True, slots=True)
class Removed:
    """The check of STRONG: the strongest item, and the supporting items left without it."""

    item: str | None
    left: Sequence[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The assessment that stands for an element, and what changed beneath it since."""

    assessment: ElementAssessment | None
    changes: Sequence[Since]

    @property
    def level(self) -> Level:
        """The level that stands."""
        return self.assessment.level if self.assessment else Level.NOT_ASSESSED

    @property
    def is_stale(self) -> bool:
        """True when something it rested on is otherwise now."""
        return bool(self.changes)


def without_strongest(proof: ElementProof) -> Removed:
    """What would be left of the supporting items if the strongest fell away."""
    links = proof.links(Direction.SUPPORTS)
    item = strongest(Leg(link.evidence.reference, link.weight, link.directness) for link in links)
    return Removed(item, sorted({link.evidence.reference for link in links} - {item}))


def judgement(element: ChargeElement, proof: ElementProof, level: Level, standard: Standard | None,
              given: Mapping[str, Any]) -> Judgement:
    """What is given with a level, as the guards ask about it."""
    supporting = {link.evidence_id for link in proof.links(Direction.SUPPORTS)}
    undermining = {link.evidence_id for link in proof.links(Direction.UNDERMINES)}
    return Judgement(
        level, len(supporting), len(undermining), len(without_strongest(proof).left), bool(given.get("reasoning")),
        bool(given.get("contrary")), bool(given.get("without_strongest")),
        meets(standard, element.charge.target_standard))


def meets(standard: Standard | None, target: Standard) -> bool:
    """Whether the standard supported is at least the target; a domestic standard is met only by itself."""
    ladder = list(Standard)
    if Standard.DOMESTIC in (standard, target):
        return standard is target
    return standard is not None and ladder.index(standard) >= ladder.index(target)


def assess(element: ChargeElement, number: int, level: Level, standard: Standard | None = None,
           **texts: str | None) -> ElementAssessment | Review:
    """Assess an element, or ask a second person to agree.

    number: of the assessment that stood when this one was thought out (0: none). Raises Refused when another one
    came meanwhile, when something that the level asks for is lacking, and for a row that does not apply.
    """
    if not element.applicable:
        raise Refused(_("This element does not apply to the charge: there is nothing to assess."))
    if adoption_of(element) is not None:
        raise Refused(_("This element rests on a finding of a structural case. End the adoption first."))
    _must_be_next(element, number)
    unmet = guards_unmet(judgement(element, propositions_of(element), level, standard, texts))
    if unmet:
        raise Refused(" ".join(str(GUARDS[guard]) for guard in sorted(unmet)))
    kept: dict[str, Any] = {"number": number + 1, "level": level.value, "standard": standard and standard.value,
            **{name: texts.get(name) for name in TEXTS}, "basis": {**basis_of(element.id), "use": _use_of(element)},
            "assessor": str(current().id)}
    if second_needed(level):
        return ask_for_decision(Action.ELEMENT_ASSESSED, element, element.charge.case, texts["reasoning"] or "", **kept)
    return _record(element, None, **kept)


@second_person(Action.ELEMENT_ASSESSED)
def agree(element: ChargeElement, reason: str, **kept: Any) -> None:
    """The level stands, as it was proposed; one that says the element is not met asks for a review of the charge."""
    _must_be_next(element, kept["number"] - 1)
    made = _record(element, current().id, **kept)
    if made.level is Level.NEGATED:
        _ask_to_review(element, made.assessed_by)


@shows(Action.ELEMENT_ASSESSED)
def proposal_in_words(element: ChargeElement, kept: dict[str, Any]) -> list[Change]:
    """How a proposed level reads in the queue."""
    before = standing_of(element)
    level = Change(_("Level"), str(LEVELS[before.level]), str(LEVELS[Level(kept["level"])]))
    labels = {"standard": _("Standard supported"), "reasoning": _("Reasoning"), "weaknesses": _("Weaknesses"),
              "exculpatory": _("Exculpatory considered"), "contrary": _("Contrary view"),
              "without_strongest": _("Without the strongest item"), "next_step": _("Next step")}
    words = {**kept, "standard": str(STANDARD[Standard(kept["standard"])]) if kept["standard"] else ""}
    return [level, *(Change(label, "", words[name]) for name, label in labels.items() if words.get(name))]


def standing_of(element: ChargeElement) -> Standing:
    """The assessment that stands, and what changed since; a fixed number of questions."""
    now = bases(ChargeElement.id == element.id)
    query = select(ElementAssessment, now.c.basis).join(now, now.c.element_id == ElementAssessment.charge_element_id)
    query = query.options(joinedload(ElementAssessment.assessor), joinedload(ElementAssessment.reviewer))
    found = db.session.execute(query.order_by(ElementAssessment.number.desc()).limit(1)).first()
    if found is None:
        return Standing(None, ())
    one, basis = found
    shared = shared_otherwise({element.id: one.basis.get("use", {})}, element.charge.case)
    return Standing(one, [*changes_since(one.basis, basis), *shared[element.id]])


def _use_of(element: ChargeElement) -> dict[str, list[str]]:
    """What may be done, before the target forum, with the items relied on under the element."""
    links = [link for side in Direction for link in propositions_of(element).links(side)]
    return use_of({link.evidence_id: link.evidence.reference for link in links}, element.charge.case)


def standing_in(case: Case) -> Mapping[UUID, Standing]:
    """Element -> the assessment that stands, for every assessed element of a case; a fixed number of questions."""
    now = bases(ChargeElement.case_id == case.id, ChargeElement.id.in_(
        select(ElementAssessment.charge_element_id).where(ElementAssessment.case_id == case.id)))
    query = select(ElementAssessment, now.c.basis).join(now, now.c.element_id == ElementAssessment.charge_element_id)
    query = query.options(joinedload(ElementAssessment.assessor)).order_by(ElementAssessment.number)
    # The highest number comes last, and so it stays.
    last = {one.charge_element_id: (one, basis) for one, basis in db.session.execute(query)}
    shared = shared_otherwise({id: one.basis.get("use", {}) for id, (one, _now) in last.items()}, case)
    return {id: Standing(one, [*changes_since(one.basis, basis), *shared[id]]) for id, (one, basis) in last.items()}


def assessments_of(element: ChargeElement) -> Sequence[ElementAssessment]:
    """Every assessment of an element, the one that stands first."""
    query = select(ElementAssessment).where(ElementAssessment.charge_element_id == element.id)
    query = query.options(joinedload(ElementAssessment.assessor), joinedload(ElementAssessment.reviewer))
    return db.session.execute(query.order_by(ElementAssessment.number.desc())).scalars().all()


def _must_be_next(element: ChargeElement, number: int) -> None:
    # Whoever comes second waits here and then finds what the first has written.
    db.session.execute(select(ChargeElement.id).where(ChargeElement.id == element.id).with_for_update())
    query = select(ElementAssessment.number).where(ElementAssessment.charge_element_id == element.id)
    latest = db.session.execute(query.order_by(ElementAssessment.number.desc()).limit(1)).scalar() or 0
    if latest != number:
        raise Refused(_("Somebody assessed this element meanwhile. Read that assessment, then make yours."))


def _record(element: ChargeElement, reviewer: UUID | None, **kept: Any) -> ElementAssessment:
    assessor = UUID(kept.pop("assessor"))
    standard = Standard(kept.pop("standard")) if kept["standard"] else kept.pop("standard")
    made = ElementAssessment(case_id=element.case_id, element=element, assessed_by=assessor, reviewed_by=reviewer,
                             standard=standard, level=Level(kept.pop("level")), **kept)
    db.session.add(made)
    db.session.flush()
    report_finding(element, made.level, made.standard)  # of a structural case: what adopted the one before is stale
    return made


def _ask_to_review(element: ChargeElement, assessor: UUID) -> None:
    """An element is not met: somebody looks at the charge again."""
    charge = element.charge
    workers = deadlines.people_of(charge.case_id)
    owner = assessor if assessor in workers else next(iter(workers))
    deadlines.add_deadline(
        charge.case, (datetime.now(UTC) + REVIEW_WITHIN).date(), owner_id=owner, kind=Kind.LEGAL_ASSESSMENT,
        title=_("Review the charge: %(code)s is not met", code=element.code), linked_reference=charge.reference)
