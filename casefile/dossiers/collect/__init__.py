"""From the records of a case to the frozen values a dossier prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from flask_babel import force_locale, gettext
from flask_babel import gettext as _

from casefile.cases import labels as case_words
from casefile.cases.gaps import gaps_of
from casefile.cases.models import Case
from casefile.core.languages import locale_of
from casefile.dossiers import view
from casefile.dossiers.collect import charges, exhibits, facts, people
from casefile.dossiers.models import Dossier
from casefile.dossiers.sieve import Sieve, sieve_of
from casefile.dossiers.words import words
from casefile.evidence.models import Evidence
from casefile.people import labels as people_words
from casefile.people.rules import is_code

SOFTWARE = "casefile 0.1.0"
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Collected:
    """The view, and what was found out about the bytes of every exhibit while it was made."""

    view: view.DossierView
    items: list[Evidence]
    sieve: Sieve | None
    digests: dict[UUID, str | None]


def collect(dossier: Dossier, as_of: datetime, step: Step) -> Collected:
    """Freeze the case as it is in this transaction, in the dossier's language.

    as_of: aware of its zone. step(code, done, total) is told how far the work is. Raises IncompleteView when the
    records contradict each other.
    """
    case = dossier.case
    with force_locale(locale_of(dossier.language.value)):
        step("collecting", 0, 1)
        staff = people.Staff(case)
        items = exhibits.items_of(case)
        sieve = sieve_of(dossier, items)
        items = [item for item in items if sieve is None or sieve.passes(item)]
        digests = exhibits.check(items, lambda done, total: step("checking", done, total))
        numbers = {item.reference for item in items}
        step("collecting", 1, 1)
        listed = exhibits.exhibits(items, staff, digests)
        made = view.DossierView(
            cover=_cover(dossier, as_of, staff, sieve),
            words=words(gettext),
            software=SOFTWARE,
            kind=dossier.kind.value,
            officials=people.officials(case),
            witnesses=tuple(one for one in people.witnesses(case) if sieve is None or one.code in sieve.codes),
            chronology=_chronology(case, numbers, sieve),
            charges=charges.charges(case, numbers, staff.code),
            gaps=_gaps(case) if sieve is None else (),
            exhibits=listed,
            team=staff.team(),
        )
    return Collected(made if sieve is None else sieve.masked(made), items, sieve, digests)


def _gaps(case: Case) -> tuple[view.Gap, ...]:
    return tuple(view.Gap(gap.code, case.reference, gap.title, gap.action) for gap in gaps_of(case))


def _chronology(case: Case, numbers: set[str], sieve: Sieve | None) -> tuple[view.Event, ...]:
    events = facts.chronology(case, numbers)
    if sieve is None:
        return events
    return tuple(replace(event, persons=tuple(code for code in event.persons
                                              if code in sieve.codes or not is_code(code))) for event in events)


def _cover(dossier: Dossier, as_of: datetime, staff: people.Staff, sieve: Sieve | None) -> view.Cover:
    case = dossier.case
    return view.Cover(
        number=dossier.reference,
        edition=dossier.edition,
        case=case.reference,
        title=case.title,
        theme=str(case_words.THEME[case.theme]),
        classification=str(case_words.CLASSIFICATION[case.classification]),
        language=dossier.language.value,
        as_of=as_of.astimezone(UTC).replace(microsecond=0),
        forum=str(case_words.FORUM[case.target_forum]),
        standard=str(case_words.STANDARD[case.target_standard]),
        authors=(staff.code(dossier.asked_by),),
        presumption=_("Everybody named in this dossier is presumed innocent until proved guilty before a court in "
                      "accordance with the applicable law (Art. 66(1) of the Rome Statute)."),
        consent=people.consent_statement(case, None if sieve is None else sieve.people),
        purpose=str(people_words.PURPOSE[dossier.purpose]) if dossier.purpose else _(
            "Internal assessment of the case. Not for release outside the office."),
        recipient=people_words.recipient_words(dossier.recipient) if dossier.recipient else "",
    )
