"""Everything that leaves the application as a file: known, decided about, and shut when somebody withdraws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casefile.core.access import Role as TeamRole
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence.rules import Kind, Use
from casefile.evidence.service import sharing
from casefile.evidence.sources import Role
from casefile.people import service as people
from casefile.people.labels import LEVEL
from casefile.people.models import Person, today
from casefile.people.rules import Consent
from casefile.people.rules.grants import Level
from tests.evidence.test_sharing import SAFE, TRIAL, consents, open_item
from tests.factories.base import a_case, a_member
from tests.factories.evidence import an_item
from tests.factories.law import a_charge, a_link, held, the_element
from tests.factories.people import a_person

ROOT = Path(__file__).parents[2] / "casefile"
# Module -> how consent is executed in what it gives out (docs/adr/0024-exports-and-consent.md).
# "recipient": everybody's consent for the recipient is asked. "bytes": shut by withdrawal and seal. "codes": use within
# the office, by members of the case, of codes, numbers and words of the register. "none": nothing of people is in it.
EXPORTS = {
    "dossiers/routes.py": "recipient", "evidence/routes/items.py": "bytes", "evidence/routes/viewing.py": "bytes",
    "law/routes/facts.py": "codes", "cases/routes/gaps.py": "codes", "cases/routes/cases.py": "codes",
    "officials/routes/command.py": "codes", "law/routes/editions.py": "none", "evidence/routes/manifests.py": "codes",
    "accounts/routes/factor.py": "none",
}
_GIVES_OUT = re.compile(r"csv_answer\(|xlsx_answer|Content-Disposition|image/svg\+xml|send_file\(")
_MAKERS = {"core/csv_export.py", "law/spreadsheet.py", "core/assets.py"}


def test_every_place_that_gives_out_a_file_is_decided_about():
    found = {str(file.relative_to(ROOT)) for file in ROOT.rglob("*.py") if _GIVES_OUT.search(file.read_text("utf-8"))}
    assert found - _MAKERS == set(EXPORTS), "a new export: say in docs/adr/0024 and here how consent is executed in it"


@pytest.fixture
def scene(make, client_for):
    """(case, person, the id of their item, a link to a charge, browser of a legal expert)."""
    case = make(a_case)
    expert = client_for(make(a_member, case, TeamRole.LEGAL_EXPERT))
    person = make(a_person, case, **SAFE)

    def given():
        with acting(SYSTEM):
            item = open_item(case, consents(held(person), TRIAL), kind=Kind.TESTIMONY)
            charge = a_charge(case)
            a_link(the_element(charge, "RS7-1-c.1"), item)
            db.session.commit()
            return item.id, charge.id

    return case, person, *make(given), expert


def withdraw(person: Person) -> None:
    with acting(SYSTEM):
        people.record_consent(db.session.get_one(Person, person.id), Consent.WITHDRAWN, today(), "said so")
        db.session.commit()


def test_use_within_the_office_goes_on_by_codes_and_a_withdrawal_shuts_the_bytes(make, scene):
    _case, person, item, charge, expert = scene
    reason = {"reason": "compare with the register"}
    assert expert.post(f"/evidence/{item}/original", data=reason).status_code == 200
    assert expert.get(f"/evidence/{item}/view").status_code == 200
    before = expert.get(f"/charges/{charge}/matrix.csv").text
    make(withdraw, person)
    assert expert.post(f"/evidence/{item}/original", data=reason).status_code == 409
    assert expert.get(f"/evidence/{item}/view").status_code == 409
    assert expert.get(f"/evidence/{item}/page-image").status_code == 409
    assert expert.get(f"/evidence/{item}/thumbnail").status_code == 409
    assert expert.post(f"/evidence/{item}/play", data=reason).status_code in (404, 409)
    after = expert.get(f"/charges/{charge}/matrix.csv").text
    assert before != after, "what was withdrawn supports nothing any more, in figures either"
    assert expert.get(f"/charges/{charge}/matrix.xlsx").status_code == 200
    assert person.reference not in after


def test_the_item_says_in_words_what_it_may_be_used_for(make, scene):
    _case, person, item, _charge, expert = scene
    page = expert.get(f"/evidence/{item}").text
    assert "Usable for" in page
    assert f"Yes: {LEVEL[Level.PSEUDONYMOUS]}" in page
    make(withdraw, person)
    page = expert.get(f"/evidence/{item}").text
    assert "consent was withdrawn" in page
    with_person = expert.get(f"/witnesses/{person.id}").text
    assert "Nothing may be shared: there is no consent that counts." in with_person


def test_where_counts_of_items_stand_independent_sources_stand_beside(make, client_for):
    """Two items of one person: on the page of the person."""
    case = make(a_case)
    expert, person = client_for(make(a_member, case, TeamRole.LEGAL_EXPERT)), make(a_person, case, **SAFE)

    def two():
        with acting(SYSTEM):
            for _n in range(2):
                open_item(case, held(person), role=Role.SPEAKER)
            db.session.commit()

    make(two)
    assert "2 items, 1 independent" in expert.get(f"/witnesses/{person.id}").text


def test_what_may_be_shared_of_many_items_is_asked_in_a_fixed_number_of_questions(make, queries):
    """The seam for gaps: item -> answer, for the forum of the case."""
    case = make(a_case)
    items = [make(an_item, case, states={"use_restriction": Use.OPEN}).id for _n in range(3)]

    def asked(n: int) -> int:
        with acting(SYSTEM):
            queries.clear()
            assert set(sharing.usable(items[:n], held(case))) == set(items[:n])
            return len([one for one in queries if 'FROM "case"' not in one])

    assert make(asked, 1) == make(asked, 3) <= 3
