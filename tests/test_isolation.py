"""Every route replayed by people who have no business there: what is not theirs is not there.

The demonstration is loaded once; every record it holds that an outsider may not see is asked for on every route that
takes one, by a coordinator of another case, by an administrator, by somebody on no team, and by nobody.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casefile.accounts.models import User
from casefile.cases.models import Membership
from casefile.core.access import Permission, Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import Record, db
from casefile.core.sessions import WebSession, _hash
from tests.factories.base import a_case, a_member, a_user, on_team

OPEN = {Permission.PUBLIC, Permission.SIGNED_IN}
# Records of the office that belong to no case: accounts are an administrator's, situations a coordinator's.
OFFICE_RECORDS = {"user", "situation", "factor_reset"}


@pytest.fixture(scope="module")
def demo(demonstrations) -> Iterator[Flask]:
    """The demonstration on a database of its own."""
    with demonstrations() as (app, _data):
        yield app


@pytest.fixture(scope="module")
def sit(demo) -> Callable[[User | None], FlaskClient]:
    """A signed-in client."""

    def down(user: User | None) -> FlaskClient:
        client = demo.test_client()
        if user is not None:
            token = secrets.token_urlsafe(32)
            row = {"token_hash": _hash(token), "user_id": user.id, "data": {"_user_id": str(user.id), "_fresh": True}}
            with demo.app_context(), db.engine.begin() as connection:
                connection.execute(WebSession.__table__.insert().values(**row))
            client.set_cookie("casefile", token, domain="localhost")
        return client

    return down


@pytest.fixture(scope="module")
def outsiders(demo) -> dict[str, User]:
    """People who may see nothing of the demonstration."""
    with demo.app_context():
        other = a_case(title="Elsewhere")
        return {
            "coordinator of another case": on_team(a_user(), other, Role.COORDINATOR, Role.PROTECTION_OFFICER),
            "administrator": a_user(office_roles=[Role.ADMINISTRATOR]),
            "on no team": a_user(),
            "member of another case": a_member(other, Role.LEGAL_EXPERT),
        }


def records(app: Flask) -> dict[type[Record], UUID]:
    """One record of every kind that a route takes and the demonstration holds."""
    models = {vars(view)["model"] for view in app.view_functions.values() if vars(view).get("model")}
    with app.app_context(), acting(SYSTEM):
        found = {}
        for model in models:
            id = db.session.execute(select(model.id).order_by(model.created_at).limit(1)).scalar()
            if id is not None and model.__tablename__ not in OFFICE_RECORDS:
                found[model] = id
        return found


def guarded(app: Flask) -> Iterator[tuple[str, str, type[Record]]]:
    """(path with {id}, method, model) of every route that takes a record of a case."""
    for rule in app.url_map.iter_rules():
        model = vars(app.view_functions[rule.endpoint]).get("model")
        if model is not None and model.__tablename__ not in OFFICE_RECORDS:
            path = re.sub(r"<uuid:id>", "{id}", rule.rule)
            if "<" not in path:
                for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                    yield path, method, model


def same(text: str) -> str:
    """A page without what differs in every answer: tokens, ids, the support reference."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", text)
    text = re.sub(r"<code>[0-9a-f]{12}</code>", "SUPPORT", text)
    return re.sub(r'(csrf[^>]*(?:value|content)=)"[^"]*"', r"\1", text)


def test_what_belongs_to_others_answers_like_what_does_not_exist(demo, sit, outsiders):
    known, wrong = records(demo), []
    for turn, (name, user) in enumerate(outsiders.items()):
        client = sit(user)
        for place, (path, method, model) in enumerate(guarded(demo)):
            if model not in known:
                continue
            theirs = client.open(path.format(id=known[model]), method=method)
            if theirs.status_code != 404:
                wrong.append(f"{name}: {method} {path} answered {theirs.status_code}")
            if (place + turn) % len(outsiders):  # one of the outsiders compares; they take turns
                continue
            nothing = client.open(path.format(id=uuid4()), method=method)
            if nothing.status_code != 404 or same(theirs.text) != same(nothing.text):
                wrong.append(f"{name}: {method} {path} tells the two apart ({nothing.status_code})")
    assert not wrong, "\n".join(wrong)


def test_nobody_gets_further_than_the_sign_in_page(demo, sit):
    client, known, wrong = sit(None), records(demo), []
    for path, method, model in guarded(demo):
        answer = client.open(path.format(id=known.get(model, uuid4())), method=method)
        if answer.status_code not in (302, 401) or (answer.status_code == 302 and "/sign-in" not in answer.location):
            wrong.append(f"{method} {path} answered {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_lists_counts_and_search_of_an_outsider_show_nothing_of_the_demonstration(demo, sit, outsiders):
    with demo.app_context(), acting(SYSTEM):
        titles = [row[0] for model in records(demo) if hasattr(model, "title") and hasattr(model, "reference")
                  for row in db.session.execute(select(model.title).limit(40)) if row[0] != "Elsewhere"]
    wrong = []
    for name, user in outsiders.items():
        client = sit(user)
        for rule in demo.url_map.iter_rules():
            view = demo.view_functions[rule.endpoint]
            if "GET" not in rule.methods or rule.arguments or vars(view).get("permission") is None:
                continue
            for query in ("", "?q=facility", "?q=EV-0001", "?text=a"):
                text = client.get(rule.rule + query, follow_redirects=True).text
                wrong += [f"{name}: {rule.rule}{query} shows “{title}”" for title in titles if title in text]
    assert not wrong, "\n".join(wrong[:20])


def test_every_route_with_a_record_has_been_asked_for(demo):
    held = records(demo)
    missing = {model.__tablename__ for _path, _method, model in guarded(demo)} - {m.__tablename__ for m in held}
    assert not missing, f"the demonstration holds no {sorted(missing)}"


BAD = ["\x00", "a\u202eb", "x" * 100_001, "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "-1",
       "99999999999999", "../../etc/passwd", "'; DROP TABLE evidence; --", "{{ 7*7 }}", "<script>alert(1)</script>",
       "", " ", "2013-02-31"]
ROUNDS = 4  # each field meets so many of them on each form; the same field stands on many forms
QUERIES = ["?page=-1&sort=nothing&q=%ED%A0%80", "?page=99999999999999999999&text=%00&case=not-an-id",
           "?page=x&size=0&first_year=0&last_year=99999&q=%00"]


def unfit(names: set[str], turn: int) -> dict[str, str]:
    """Something unfit for every field, another thing for each and in each turn."""
    return {name: BAD[(place + turn * len(BAD) // ROUNDS) % len(BAD)] for place, name in enumerate(sorted(names))}


def a_coordinator(demo: Flask) -> User:
    """Somebody with a full view of the main case."""
    with demo.app_context(), acting(SYSTEM):
        query = select(Membership.user_id).where(Membership.role == Role.COORDINATOR).order_by(Membership.since)
        return User(id=db.session.execute(query.limit(1)).scalar_one())


def test_bad_input_never_breaks_a_page(demo, sit):
    """Every form of the demonstration's coordinator, with something unfit in every field: 4xx or a redirect, no 5xx."""
    client, known, wrong = sit(a_coordinator(demo)), records(demo), []
    for path, method, model in guarded(demo):
        if method != "POST" or model not in known:
            continue
        page = client.get(path.format(id=known[model]))
        names = set(re.findall(r'name="([^"]+)"', page.text)) - {"csrf_token"} if page.status_code == 200 else set()
        for turn in range(ROUNDS):
            answer = client.post(path.format(id=known[model]), data=unfit(names, turn))
            if answer.status_code >= 500:
                wrong.append(f"{path} in turn {turn} answered {answer.status_code}")
        answer = client.post(path.format(id=known[model]), data=json.dumps([]), content_type="application/json")
        if answer.status_code >= 500:
            wrong.append(f"{path} with JSON answered {answer.status_code}")
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("query", QUERIES)
def test_bad_queries_never_break_a_list(demo, sit, query):
    client, known = sit(a_coordinator(demo)), records(demo)
    paths = {rule.rule for rule in demo.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments}
    paths |= {path.format(id=known[model]) for path, method, model in guarded(demo)
              if method == "GET" and model in known}
    wrong = [path for path in sorted(paths) if client.get(path + query).status_code >= 500]
    assert not wrong
