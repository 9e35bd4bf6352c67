"""Pages of incidents: works, wrong method, reader, stranger, bad input, stale; what a list tells and hides."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from casefile.core import drafts
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Review, decide
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import Precision, Status
from tests.factories.base import a_case, a_member, a_user, acting_as, on_team
from tests.factories.incidents import a_place, an_incident

GOOD = {"title": "Transfer of detainees", "violations": ["forced_transfer", "detention"], "language": "en",
        "when-kind": "month", "when-month": "3", "when-year": "2013", "when-about": "y"}


def stored(make, model=Incident):
    """Every record of the class, whoever may see it."""
    def read():
        with acting(SYSTEM):
            return list(db.session.execute(select(model).order_by(model.reference)).scalars())
    return make(read)


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def member(make, case):
    return make(a_member, case)


# --- works ---


def test_logging_an_incident_files_it_in_the_case(make, client_for, case, member):
    client = client_for(member)
    answer = client.post(f"/cases/{case.id}/incidents/new", data=GOOD)
    assert answer.status_code == 303
    (incident,) = stored(make)
    assert (incident.title, incident.violations) == ("Transfer of detainees", ["detention", "forced_transfer"])
    assert (incident.when.code, incident.status) == ("2013-03~", Status.ALLEGED)
    page = client.get(answer.location)
    assert page.status_code == 200
    assert "about March 2013" in page.text
    assert case.reference in page.text


def test_every_page_opens(make, client_for, case, member):
    place = make(a_place, case.situation)
    incident = make(an_incident, case, when="199X", place_id=place.id, victims_lowest=3, victims_source="W-1")
    make(an_incident, case)
    client = client_for(member)
    for path in ("/incidents/", f"/cases/{case.id}/incidents", f"/cases/{case.id}/chronology",
                 f"/cases/{case.id}/incidents/new", f"/incidents/{incident.id}", f"/incidents/{incident.id}/edit",
                 f"/incidents/{incident.id}/status", f"/incidents/{incident.id}/file"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "style=" not in answer.text
    assert place.name_latin in client.get(f"/incidents/{incident.id}/edit").text


def test_a_new_place_is_entered_with_the_incident(make, client_for, case, member):
    data = {**GOOD, "new_place": "운진 시설 12호", "new_place_precision": "P4"}
    assert client_for(member).post(f"/cases/{case.id}/incidents/new", data=data).status_code == 303
    (place,) = stored(make, Place)
    assert (place.name_hangul, place.name_latin, place.precision) == ("운진 시설 12호", None, Precision.SITE)
    assert stored(make)[0].place_id == place.id


def test_a_new_place_of_a_known_name_is_that_place(make, client_for, case, member):
    place = make(a_place, case.situation, name_latin="Unjin Facility No. 12")
    data = {**GOOD, "new_place": "unjin facility no. 12"}
    client_for(member).post(f"/cases/{case.id}/incidents/new", data=data)
    assert [p.id for p in stored(make, Place)] == [place.id]
    assert stored(make)[0].place_id == place.id


def test_editing_changes_what_was_changed(make, client_for, case, member):
    incident = make(an_incident, case, when="1998")
    client = client_for(member)
    data = form_of(client.get(f"/incidents/{incident.id}/edit").text) | {"title": "Transfer at night"}
    assert client.post(f"/incidents/{incident.id}/edit?case={case.id}", data=data).status_code == 303
    (after,) = stored(make)
    assert (after.title, after.when.code, after.version) == ("Transfer at night", "1998", incident.version + 1)


# --- who may ---


def test_other_teams_find_nothing_and_are_told_nothing(make, client_for, case, member):
    incident = make(an_incident, case, title="Kept apart")
    stranger = make(a_member, make(a_case, case.situation))
    client = client_for(stranger)
    for path in (f"/incidents/{incident.id}", f"/incidents/{incident.id}/edit", f"/incidents/{incident.id}/status",
                 f"/incidents/{incident.id}/file", f"/cases/{case.id}/incidents", f"/cases/{case.id}/chronology",
                 f"/cases/{case.id}/incidents/new", f"/incidents/{uuid4()}"):
        assert client.get(path).status_code == 404, path
    assert client.post(f"/cases/{case.id}/incidents/new", data=GOOD).status_code == 404
    listed = client.get("/incidents/").text
    assert "Kept apart" not in listed
    assert incident.reference not in listed
    assert "No incidents yet" in listed
    assert "1 result" in client_for(member).get("/incidents/").text
    assert len(stored(make)) == 1


def test_an_observer_reads_and_does_not_write(make, client_for, case):
    incident = make(an_incident, case)
    client = client_for(make(a_member, case, Role.OBSERVER))
    page = client.get(f"/incidents/{incident.id}")
    assert page.status_code == 200
    assert "/edit" not in page.text
    for path in (f"/incidents/{incident.id}/edit", f"/incidents/{incident.id}/status", f"/incidents/{incident.id}/file",
                 f"/cases/{case.id}/incidents/new"):
        assert client.post(path, data=GOOD).status_code == 404, path


def test_a_wrong_method_is_refused(make, client_for, case, member):
    incident = make(an_incident, case)
    assert client_for(member).post(f"/incidents/{incident.id}").status_code == 405
    assert client_for(member).delete("/incidents/").status_code == 405


def test_signed_out_people_are_sent_to_sign_in(client_for, case):
    assert client_for(None).get(f"/cases/{case.id}/incidents").status_code == 302


# --- bad input ---


@pytest.mark.parametrize(("change", "message"), [
    ({"title": ""}, "Enter a short title"),
    ({"title": "x" * 201}, "Shorten this to 200 characters; it has 201."),
    ({"title": "Trans\x00fer"}, "Remove the character U+0000"),
    ({"title": "Trans\u202efer"}, "Remove the character U+202E"),
    ({"description": "one\u2066two"}, "Remove the character U+2066"),
    ({"place_note": "a\x07b"}, "Remove the character U+0007"),
    ({"violations": []}, "Choose at least one kind of act"),
    ({"violations": ["arson"]}, "Choose among the options listed"),
    ({"language": "tlh"}, "Choose one of the options listed"),
    ({"when-kind": "exact", "when-day": "31", "when-month": "2", "when-year": "1998"}, "There is no 31 February 1998"),
    ({"victims_lowest": "many", "victims_source": "W-1"}, "Enter a whole number, in digits"),
    ({"victims_lowest": "5", "victims_highest": "3", "victims_source": "W-1"}, "The most must not be below the least"),
    ({"victims_lowest": "5"}, "Say whose count this is"),
    ({"place_id": str(uuid4())}, "Choose one of the options listed"),
    ({"place_id": "x"}, "Choose one of the options listed"),
    ({"new_place": "a\u200fb"}, "Remove the character U+200F"),
])
def test_bad_input_is_refused_in_words_and_kept(make, client_for, case, member, change, message):
    data = {**GOOD, "place_note": "by the mine", **change}
    answer = client_for(member).post(f"/cases/{case.id}/incidents/new", data=data)
    assert answer.status_code == 422
    assert message in answer.text
    assert "There is a problem" in answer.text
    assert 'value="2013"' in answer.text or 'value="1998"' in answer.text
    assert stored(make) == []


def test_an_impossible_date_keeps_what_was_typed(client_for, case, member):
    data = {**GOOD, "when-kind": "exact", "when-day": "31", "when-month": "2", "when-year": "1998",
            "when-wording": "설 전날", "description": "What was typed"}
    page = client_for(member).post(f"/cases/{case.id}/incidents/new", data=data).text
    for text in ('value="31"', 'value="1998"', "설 전날", "What was typed", 'value="Transfer of detainees"'):
        assert text in page


def test_a_picked_and_a_new_place_contradict(make, client_for, case, member):
    place = make(a_place, case.situation)
    answer = client_for(member).post(f"/cases/{case.id}/incidents/new",
                                     data={**GOOD, "place_id": str(place.id), "new_place": "Elsewhere"})
    assert answer.status_code == 422
    assert "Choose a place in the list or name a new one, not both" in answer.text
    assert len(stored(make, Place)) == 1


def test_a_place_of_another_situation_is_not_offered(make, client_for, case, member):
    elsewhere = make(a_place)
    answer = client_for(member).post(f"/cases/{case.id}/incidents/new", data={**GOOD, "place_id": str(elsewhere.id)})
    assert answer.status_code == 422


@pytest.mark.parametrize("query", ["text=%00", "text=%E2%80%AE", "violation=arson", "first_year=0",
                                   "first_year=99999", "last_year=x", "place_id=1", "sort=nothing", "page=-1",
                                   "page=99999999999", "size=7"])
def test_filters_that_cannot_be_understood_filter_nothing(make, client_for, case, member, query):
    incident = make(an_incident, case)
    answer = client_for(member).get(f"/cases/{case.id}/incidents?{query}")
    assert answer.status_code == 200
    assert incident.reference in answer.text or "page=9" in query


# --- pressed twice, saved by two ---


def test_a_double_press_of_save_makes_one_incident(make, client_for, case, member):
    client, token = client_for(member), str(uuid4())
    first = client.post(f"/cases/{case.id}/incidents/new", data={**GOOD, "once": token})
    second = client.post(f"/cases/{case.id}/incidents/new", data={**GOOD, "once": token})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(stored(make)) == 1


def test_a_stale_edit_meets_the_conflict_page_and_nothing_is_overwritten(make, client_for, case, member):
    incident = make(an_incident, case, title="As it was", when="1998")
    one, two = client_for(member), client_for(make(a_member, case))
    path = f"/incidents/{incident.id}/edit"
    mine, theirs = (form_of(browser.get(path).text) for browser in (one, two))
    assert two.post(path, data=theirs | {"title": "As they put it", "place_note": "their note"}).status_code == 303
    answer = one.post(path, data=mine | {"title": "As I put it"})
    assert answer.status_code == 409
    for text in ("As it was", "As they put it", "As I put it"):
        assert text in answer.text
    (now,) = stored(make)
    assert (now.title, now.place_note) == ("As they put it", "their note")
    merged = one.post(path, data=form_of(answer.text) | {"keep-title": "mine"})
    assert merged.status_code == 303
    (now,) = stored(make)
    assert (now.title, now.place_note, now.when.code) == ("As I put it", "their note", "1998")


def test_typing_comes_back_from_a_draft(make, client_for, case, member):
    path = f"/cases/{case.id}/incidents/new"
    fields = {"title": ["Half a title"], "violations": ["killing"], "when-kind": ["year"], "when-year": ["2009"],
              "new_place": ["A valley"]}

    def keep():
        with acting_as(member):
            drafts.keep(path, fields)
            db.session.commit()

    make(keep)
    client = client_for(member)
    page = client.get(path).text
    for text in ("Half a title", 'value="2009"', "A valley", "is back in the form"):
        assert text in page
    assert re.search(r'value="killing"[^>]*checked', page)
    assert client.post(path, data=GOOD).status_code == 303
    assert "Half a title" not in client.get(path).text


# --- look-alikes ---


def test_a_like_incident_is_shown_once_and_typing_is_kept(make, client_for, case, member):
    place = make(a_place, case.situation)
    known = make(an_incident, case, title="The first record", when="2013", place_id=place.id)
    client, data = client_for(member), {**GOOD, "place_id": str(place.id), "description": "Typed at length"}
    answer = client.post(f"/cases/{case.id}/incidents/new", data=data)
    assert answer.status_code == 422
    for text in (known.reference, "The first record", "Typed at length", "Save anyway"):
        assert text in answer.text
    assert len(stored(make)) == 1
    again = client.post(f"/cases/{case.id}/incidents/new", data=form_of(answer.text) | data | {"anyway": "1"})
    assert again.status_code == 303
    assert len(stored(make)) == 2


def test_incidents_of_another_kind_time_or_team_do_not_look_alike(make, client_for, case, member):
    place = make(a_place, case.situation)
    make(an_incident, case, title="Shot at the fence", when="2013", place_id=place.id, violations=["killing"])
    make(an_incident, case, title="Held in a cellar", when="2001", place_id=place.id)
    make(an_incident, case, title="Held in a shed", when=None, place_id=place.id)
    make(an_incident, make(a_case, case.situation), when="2013", place_id=place.id)
    data = {**GOOD, "place_id": str(place.id)}
    assert client_for(member).post(f"/cases/{case.id}/incidents/new", data=data).status_code == 303


def test_an_edit_that_leaves_kind_date_and_place_alone_is_not_compared(make, client_for, case, member):
    place = make(a_place, case.situation)
    one = make(an_incident, case, when="2013", place_id=place.id)
    make(an_incident, case, when="2013", place_id=place.id)
    client, path = client_for(member), f"/incidents/{one.id}/edit"
    data = form_of(client.get(path).text)
    assert client.post(path, data=data | {"title": "Another title"}).status_code == 303
    data = form_of(client.get(path).text)
    changed = data | {"when-kind": "year", "when-year": "2013", "when-about": "y"}
    assert client.post(path, data=changed).status_code == 422


# --- status ---


def test_a_status_moves_along_its_arrows_with_a_reason(make, client_for, case, member):
    incident = make(an_incident, case)
    client, path = client_for(member), f"/incidents/{incident.id}/status"
    page = client.get(path).text
    assert 'value="single_source"' in page
    assert 'value="charge_ready"' not in page
    assert client.post(path, data={"status": "charge_ready", "reason": "x"}).status_code == 422
    assert client.post(path, data={"status": "single_source"}).status_code == 422
    assert client.post(path, data={"status": "duplicate_of", "reason": "x"}).status_code == 422
    assert client.post(path, data={"status": "single_source", "reason": "One interview"}).status_code == 303
    assert stored(make)[0].status is Status.SINGLE_SOURCE
    assert make(reasons, incident) == ["One interview"]


def test_established_waits_for_a_second_person(make, client_for, case, member):
    incident = make(an_incident, case, status=Status.CORROBORATED)
    client, path = client_for(member), f"/incidents/{incident.id}/status"
    alone = client.post(path, data={"status": "established_rg", "reason": "Three accounts"})
    assert alone.status_code == 409
    assert "Nobody else on the team" in alone.text
    other = make(a_member, case, Role.REVIEWER)
    assert client.post(path, data={"status": "established_rg", "reason": "Three accounts"}).status_code == 303
    assert stored(make)[0].status is Status.CORROBORATED
    assert "waits for a second person" in client.get(f"/incidents/{incident.id}").text
    assert client.post(path, data={"status": "established_rg", "reason": "Again"}).status_code == 409

    def approve(who):
        with acting_as(who):
            decide(db.session.execute(select(Review)).scalar_one(), True, "Agreed")
            db.session.commit()

    with pytest.raises(Refused, match="Another person decides"):
        make(approve, member)
    make(db.session.rollback)
    make(approve, other)
    assert stored(make)[0].status is Status.ESTABLISHED


def test_a_duplicate_names_the_other_record_and_lets_go_of_it(make, client_for, case, member):
    kept, repeated = make(an_incident, case), make(an_incident, case)
    client, path = client_for(member), f"/incidents/{repeated.id}/status"
    data = {"status": "duplicate_of", "duplicate_of_id": str(kept.id), "reason": "Same night"}
    assert client.post(path, data=data).status_code == 303
    assert kept.reference in client.get(f"/incidents/{repeated.id}").text
    assert client.post(path, data={"status": "alleged", "reason": "Not the same"}).status_code == 303
    assert stored(make)[1].duplicate_of_id is None


def reasons(incident):
    with acting(SYSTEM):
        query = select(AuditEvent.reason).where(AuditEvent.record_id == incident.id, AuditEvent.reason.is_not(None))
        return list(db.session.execute(query).scalars())


# --- filing ---


def test_filing_into_another_case_shows_it_to_that_team_and_leaves_a_trace(make, client_for, case, member):
    other = make(a_case, case.situation)
    make(on_team, member, other)
    reader = make(a_member, other, Role.OBSERVER)
    incident = make(an_incident, case)
    assert client_for(reader).get(f"/incidents/{incident.id}").status_code == 404
    path = f"/incidents/{incident.id}/file"
    assert client_for(member).post(path, data={"case_id": str(other.id)}).status_code == 422
    assert client_for(member).post(path, data={"case_id": str(other.id), "reason": "Same unit"}).status_code == 303
    page = client_for(reader).get(f"/incidents/{incident.id}")
    assert page.status_code == 200
    assert case.reference not in page.text
    assert make(reasons, incident) == ["Same unit"]
    assert incident.reference in client_for(reader).get(f"/cases/{other.id}/incidents").text


def test_filing_asks_for_the_right_in_both_cases(make, client_for, case, member):
    seen, elsewhere = make(a_case, case.situation), make(a_case)
    make(on_team, member, seen, Role.ANALYST)
    make(on_team, member, elsewhere)
    incident = make(an_incident, case)
    page = client_for(member).get(f"/incidents/{incident.id}/file").text
    assert "no other case" in page
    for target in (seen, elsewhere, make(a_case, case.situation)):
        data = {"case_id": str(target.id), "reason": "x"}
        assert client_for(member).post(f"/incidents/{incident.id}/file", data=data).status_code == 422


# --- lists ---


def test_lists_filter_by_words_kind_status_place_and_overlap_of_years(make, client_for, case, member):
    place = make(a_place, case.situation, name_latin="Unjin")
    make(an_incident, case, title="Alpha", when="1998/2003", place_id=place.id, violations=["killing"])
    make(an_incident, case, title="Beta", when="../1990", status=Status.REFUTED)
    make(an_incident, case, title="Gamma 100%", when=None)
    client = client_for(member)

    def listed(query):
        page = client.get(f"/cases/{case.id}/incidents?{query}").text
        return {title for title in ("Alpha", "Beta", "Gamma") if re.search(rf">{title}[^<]*</a>", page)}

    assert listed("") == {"Alpha", "Beta", "Gamma"}
    assert listed("text=alpha") == {"Alpha"}
    assert listed("text=100%25") == {"Gamma"}
    assert listed("violation=killing") == {"Alpha"}
    assert listed("status=refuted") == {"Beta"}
    assert listed(f"place_id={place.id}") == {"Alpha"}
    assert listed("first_year=2000&last_year=2001") == {"Alpha"}
    assert listed("last_year=1950") == {"Beta"}
    assert listed("first_year=2004") == set()
    assert "No incident matches these filters" in client.get(f"/cases/{case.id}/incidents?first_year=2004").text


def test_the_chronology_is_in_order_under_years_with_undated_last(make, client_for, case, member):
    for title, when in (("Undated", None), ("Later", "2013-03~"), ("Early", "199X"), ("Until", "../1985"),
                        ("Unknown", "XXXX")):
        make(an_incident, case, title=title, when=when)
    client = client_for(member)
    page = client.get(f"/cases/{case.id}/chronology").text
    heads = re.findall(r'<h2 id="year-\d+">([^<]+)</h2>', page)
    assert heads == ["1985", "1990", "2013", "Without a date"]
    assert [title for title in re.findall(r'\?case=[^"]+">([A-Z][a-z]+)</a>', page)][:3] == ["Until", "Early", "Later"]
    backwards = client.get(f"/cases/{case.id}/chronology?sort=-date").text
    assert re.findall(r'<h2 id="year-\d+">([^<]+)</h2>', backwards)[-1] == "Without a date"


@pytest.mark.parametrize("path", ["/incidents/", "/cases/{id}/incidents", "/cases/{id}/chronology",
                                  "/cases/{id}/incidents?text=e&first_year=1990"])
def test_a_list_costs_the_same_number_of_queries_whatever_its_size(make, client_for, queries, case, member, path):
    province = make(a_place, case.situation, name_latin="Province")
    client, counts = client_for(member), []
    client.get("/incidents/")  # the first page of a session writes when it was seen
    for n in (3, 57):
        for _ in range(n):
            place = make(a_place, case.situation, parent_id=province.id)
            make(an_incident, case, when="1998", place_id=place.id)
        queries.clear()
        assert client.get(path.format(id=case.id) + ("&" if "?" in path else "?") + "size=100").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8, "\n--\n".join(q[:90] for q in queries)


def test_the_tab_counts_without_being_asked(make, client_for, case, member):
    make(an_incident, case)
    make(an_incident, case)
    page = client_for(member).get(f"/cases/{case.id}").text
    assert re.search(r'/incidents"[^>]*>Incidents <span class="cf-n">2</span>', page)


def test_a_count_of_incidents_is_theirs_alone(make, case):
    make(an_incident, make(a_case, case.situation))

    def count():
        with acting_as(a_member(case)):
            return db.session.execute(select(func.count()).select_from(Incident)).scalar_one()

    assert make(count) == 0


def test_a_stranger_to_every_case_has_an_empty_list(make, client_for, case):
    make(an_incident, case)
    assert "No incidents yet" in client_for(make(a_user)).get("/incidents/").text


def form_of(page: str) -> dict[str, object]:
    """What a browser would send for the page's main form, unchanged."""
    from html import unescape

    form = re.search(r'<form[^>]*data-main-form.*?</form>', page, re.S).group()
    data: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name, kind = attributes.get("name"), attributes.get("type", "text")
        if name and (kind not in ("checkbox", "radio") or re.search(r"\schecked", tag)):
            data.setdefault(name, []).append(unescape(attributes.get("value", "")))
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        data[name] = [unescape(body).removeprefix("\r\n").removeprefix("\n")]
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option[^>]*selected[^>]*value="([^"]*)"', body)
        data[name] = [unescape(chosen.group(1))] if chosen else [""]
    return data


def test_pages_of_equal_dates_show_every_incident_once(make, client_for, case, member):
    made = {make(an_incident, case, when="1998").reference for _ in range(60)}
    client, seen = client_for(member), []
    for number in (1, 2, 3):
        page = client.get(f"/cases/{case.id}/chronology?size=25&page={number}").text
        seen += re.findall(r'<span class="cf-ref">(I-\d+)</span>', page)
    assert len(seen) == 60
    assert set(seen) == made
