"""Versions of the law: dry run, adding, comparing, moving a charge; and the library's pages."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.law import service
from casefile.law.comparing import Change, differences, touching
from casefile.law.loading import FOLDER, document_of, frameworks, read
from casefile.law.loading.reading import lines_of
from casefile.law.models import Charge, ChargeElement, LawEdition
from casefile.law.pleading import Exclusion
from tests.factories.base import a_case, a_member, a_user
from tests.factories.evidence import an_item
from tests.factories.law import a_charge, a_link, held, the_element
from tests.factories.officials import an_official

Make = Callable[..., Any]
Open = Callable[..., FlaskClient]
LAW = frameworks()["RS-ICC@2010"]


@pytest.fixture(autouse=True)
def only_what_ships() -> Iterator[None]:
    """No version that another test added is known."""
    yield
    frameworks().forget_added()


def document(**changes: Any) -> dict[str, Any]:
    return {**document_of(FOLDER / "dom-ex-1"), "id": "DOM-EX@2", **changes}


def sent(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def corrected() -> bytes:
    """A new version: one wording corrected, one element fewer, one crime more."""
    data = document(change={"en": "Corrects 276", "ko": "제276조를 바로잡음"})
    locked = next(crime for crime in data["crimes"] if crime["code"] == "EXD-276")
    locked["elements"][0]["text"]["en"] = "The person kept another from leaving"
    locked["elements"].pop(1)
    data["crimes"].append({**data["crimes"][0], "code": "EXD-251", "elements": [
        {**data["crimes"][0]["elements"][0], "code": "EXD-251.1"}]})
    return sent(data)


# --- reading with lines, comparing: no database


def test_every_value_has_its_line() -> None:
    text = '{\n "a": 1,\n "b": [\n  {"c": "x,y"},\n  {"c":\n   "]"}\n ]\n}'
    assert lines_of(text) == {"": 1, "a": 2, "b": 3, "b[0]": 4, "b[0].c": 4, "b[1]": 5, "b[1].c": 6}


def test_problems_carry_the_line_of_the_place() -> None:
    data = document()
    data["crimes"][1]["elements"][0]["text"]["ko"] = "English"
    data["modes"][0]["elements"][0]["alt_group"] = "lonely"
    found = service.preview(sent(data))
    assert found.law is None
    first = found.problems[0]
    assert first.path == "crimes[1].elements[0].text.ko"
    assert sent(data).decode().splitlines()[first.line - 1].strip() == '"ko": "English"'


@pytest.mark.parametrize("cut", range(0, 400, 40))
def test_a_broken_file_is_said_to_be_one(cut: int) -> None:
    assert service.preview(sent(document())[:cut or 1]).problems


def test_differences() -> None:
    found = differences(read(sent(document(id="DOM-EX@1"))), read(corrected()))
    assert {(one.change, one.code, one.field) for one in found} == {
        (Change.CHANGED, "EXD-276.1", "text"), (Change.REMOVED, "EXD-276.2", ""), (Change.ADDED, "EXD-251", ""),
        (Change.ADDED, "EXD-251.1", ""), (Change.CHANGED, "DOM-EX@2", "change")}
    law = read(corrected())
    assert {one.code for one in touching(found, law, "EXD-276", ["EXM-25"])} == {"EXD-276.1", "EXD-276.2"}
    assert all(one.change is Change.ADDED for one in differences(None, law))
    assert differences(LAW, LAW) == []


def test_newest_versions_come_first() -> None:
    assert [law.id for law in frameworks().newest()] == ["ADHOC-JCE@1", "DOM-EX@1", "RS-ICC@2010"]
    assert frameworks().newer_than(LAW) == []
    assert "NOPE@1" not in frameworks()


# --- the administrator


def upload(client: FlaskClient, content: bytes) -> Any:
    return client.post("/law/add", data={"file": (io.BytesIO(content), "x.json")},
                       content_type="multipart/form-data")


def stored(make: Make) -> list[str]:
    return make(lambda: list(db.session.execute(db.select(LawEdition.code)).scalars()))


def carried(page: str) -> str:
    found = re.search(r'name="carried_file"[^>]*value="([^"]*)"', page) or re.search(
        r'value="([^"]*)"[^>]*name="carried_file"', page)
    assert found
    return found[1]


def test_a_version_is_added_after_a_dry_run(make: Make, client_for: Open) -> None:
    admin = client_for(make(a_user, office_roles=[Role.ADMINISTRATOR]))
    page = upload(admin, corrected())
    assert page.status_code == 200
    for words in ("DOM-EX@2", "Compared with DOM-EX@1", "EXD-276.2", "EXD-251", "The person kept another from leaving"):
        assert words in page.text
    assert stored(make) == []
    content = carried(page.text)
    assert admin.post("/law/add/confirmed", data={"carried_file": content, "reason": ""}).status_code == 422
    assert stored(make) == []
    answer = admin.post("/law/add/confirmed", data={"carried_file": content, "reason": "Corrected after review"})
    assert answer.status_code == 303
    assert stored(make) == ["DOM-EX@2"]
    assert admin.get("/law/DOM-EX@2/file").data == corrected()
    assert "EXD-251" in admin.get("/law/DOM-EX@2/EXD-251").text
    assert "EXD-276.2" in admin.get("/law/DOM-EX@1/compare/DOM-EX@2").text
    assert "DOM-EX@2" in admin.get("/law/?version=DOM-EX@1").text
    assert "already" in upload(admin, corrected()).text
    again = admin.post("/law/add/confirmed", data={"carried_file": content, "reason": "Twice"})
    assert again.status_code == 409
    assert make(reasons) == ["Corrected after review"]


def reasons() -> list[str | None]:
    with acting(SYSTEM):
        query = db.select(AuditEvent.reason).where(AuditEvent.reference == "DOM-EX@2")
        return list(db.session.execute(query).scalars())


def test_bad_files_are_refused_in_words_and_nothing_is_stored(make: Make, client_for: Open) -> None:
    admin = client_for(make(a_user, office_roles=[Role.COORDINATOR]))
    bad = document()
    bad["crimes"][0]["code"] = "not a code"
    for content, words in ((b"", "not empty"), (b"<a/>", "not a JSON file"), (b"a: b", "not a JSON file"),
                           (b"[" * 50_000, "nested too deeply"),
                           (sent(bad), "A code has letters"), (sent(document(crimes=[])), "at least one crime")):
        page = upload(admin, content)
        assert page.status_code in (200, 422)
        assert words in page.text
        assert "carried_file" not in page.text
    for wrong in ("", "%%%", "PGEvPg=="):
        assert admin.post("/law/add/confirmed", data={"carried_file": wrong, "reason": "x"}).status_code in (409, 422)
    assert stored(make) == []


def test_only_the_office_adds_laws(make: Make, client_for: Open) -> None:
    case = make(a_case)
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    assert expert.get("/law/add").status_code == 404
    assert upload(expert, corrected()).status_code == 404
    assert expert.post("/law/add/confirmed").status_code == 404
    assert client_for().get("/law/add").status_code == 302
    assert expert.get("/law/").status_code == 200
    assert "/law/add" not in expert.get("/law/").text
    for url in ("/law/NOPE@1/file", "/law/RS-ICC@2010/compare/NOPE@1", "/law/NOPE@1/X"):
        assert expert.get(url).status_code == 404


# --- charges and versions


@pytest.fixture
def scene(make: Make) -> SimpleNamespace:
    """A charge under the first version with evidence, and a second version."""
    case = make(a_case)
    official = make(an_official, case.situation, case)
    charge = make(a_charge, case, "EXD-276", official, modes=["EXM-25"], framework="DOM-EX@1")
    make(a_link, make(the_element, charge, "EXD-276.2"), make(an_item, case))

    def add() -> None:
        with acting(SYSTEM):
            service.add_edition(corrected(), "Corrected")
            db.session.commit()

    make(add)
    return SimpleNamespace(case=case, charge=charge)


def test_a_charge_keeps_its_version_until_it_is_moved(make: Make, client_for: Open, scene: SimpleNamespace) -> None:
    expert = client_for(make(a_member, scene.case, Role.LEGAL_EXPERT))
    expert.get("/law/")
    page = expert.get(f"/charges/{scene.charge.id}").text
    assert "DOM-EX@1" in page
    assert "There is DOM-EX@2" in page
    url = f"/charges/{scene.charge.id}/version"
    page = expert.get(url).text
    assert "EXD-276.2" in page
    assert "EXD-251" not in page
    assert expert.post(url, data={"reason": ""}).status_code == 422
    assert expert.post(url, data={"reason": "Right"}).status_code == 303
    late = expert.post(url, data={"reason": "Somebody else moved it meanwhile"})
    assert "no newer version" in late.text

    def rows() -> dict[str, tuple[bool, Any, Any]]:
        with acting(SYSTEM):
            charge = held(scene.charge)
            assert charge.framework == "DOM-EX@2"
            found = db.session.execute(db.select(ChargeElement).filter_by(charge_id=charge.id)).unique().scalars()
            return {row.code: (row.applicable, row.exclusion, row.data.text.en) for row in found}

    moved = make(rows)
    assert moved["EXD-276.1"] == (True, None, "The person kept another from leaving")
    assert moved["EXD-276.2"][:2] == (False, Exclusion.NOT_IN_LAW)
    assert "lawful ground" in moved["EXD-276.2"][2]
    assert expert.get(f"/cases/{scene.case.id}/matrix?charge={scene.charge.id}").status_code == 200


def test_a_move_is_refused_where_the_version_lacks_the_crime(make: Make, scene: SimpleNamespace) -> None:
    def attempt(version: str) -> None:
        with acting(SYSTEM):
            service.move_to_version(held(scene.charge), version, "Because")

    def drop_crime() -> None:
        with acting(SYSTEM):
            data = document(id="DOM-EX@3")
            data["crimes"] = [crime for crime in data["crimes"] if crime["code"] != "EXD-276"]
            service.add_edition(sent(data), "Without 276")
            db.session.commit()

    make(drop_crime)
    with pytest.raises(Refused, match="EXD-276"):
        make(attempt, "DOM-EX@3")
    for wrong in ("DOM-EX@1", "RS-ICC@2010", "x"):
        with pytest.raises(Refused, match="newer version"):
            make(attempt, wrong)
    assert make(framework_of, scene.charge) == "DOM-EX@1"


# --- every element of every Art. 7 crime


def test_every_element_is_reached_by_links_and_read_in_both_languages(make: Make, client_for: Open) -> None:
    """From the library, by links alone: keyboard and screen reader reach what a link reaches."""
    reader = client_for(make(a_user))
    library = reader.get("/law/").text
    for crime in LAW.crimes:
        if crime.family != "humanity":
            continue
        url = f"/law/RS-ICC@2010/{crime.code}"
        assert f'href="{url}"' in library
        page = reader.get(url).text
        for element in crime.elements:
            assert f'id="{element.code}"' in page
            assert f'href="{url.rpartition("/")[0]}/{element.code}#{element.code}"' in page
            wordings = [element.text] if element.text else [test.text for test in LAW.contexts
                                                            if test.code in element.shared_ref]
            assert wordings
            for text in (*wordings, *element.notes):
                assert escaped(text.en) in page, element.code
                assert escaped(text.ko) in page, element.code


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#39;").replace('"', "&#34;")


def test_every_element_of_every_crime_can_be_linked(make: Make, client_for: Open, queries: list[str]) -> None:
    """Each row of a charge of each Art. 7 crime leads to the page with the form that links."""
    case = make(a_case)
    official = make(an_official, case.situation, case)
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    for crime in (one for one in LAW.crimes if one.family == "humanity"):
        charge = make(a_charge, case, crime.code, official, modes=["MOL-25-3-a-1"])
        matrix = expert.get(f"/cases/{case.id}/matrix?charge={charge.id}").text
        wanted = {code for element in crime.elements for code in (element.shared_ref or (element.code,))}
        with_links = make(rows_of, charge)
        assert wanted <= {code for code, _id in with_links}
        for _code, id in with_links:
            assert f"/charge-elements/{id}" in matrix


def rows_of(charge: Charge) -> list[tuple[str, Any]]:
    with acting(SYSTEM):
        query = db.select(ChargeElement.code, ChargeElement.id).filter_by(charge_id=charge.id)
        return [(row.code, row.id) for row in db.session.execute(query)]


def framework_of(charge: Charge) -> str:
    with acting(SYSTEM):
        return held(charge).framework
