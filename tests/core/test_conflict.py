"""What the conflict page sends along, what an unknown choice reads like, and words outside of a request."""

from __future__ import annotations

import re
from enum import StrEnum
from html import unescape

from flask_babel import gettext
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import Form

from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.fields import Choices
from tests.core.test_forms import FIELDS, hidden
from tests.factories.base import a_case, a_member


def test_what_only_the_other_person_changed_survives_the_conflict_page(app, make, client_for):
    case = make(a_case)
    users = [make(a_member, case, Role.COORDINATOR) for _ in range(2)]
    first, second = (client_for(user) for user in users)
    url = f"/cases/{case.id}/edit"
    mine, theirs = (hidden(client.get(url).text) for client in (first, second))
    second.post(url, data={**FIELDS, **theirs, "title": "Theirs", "summary": "Their summary"})
    page = first.post(url, data={**FIELDS, **mine, "title": "Mine"}).text
    assert f"Changed by: {users[1].name}" in unescape(page)
    sent = {}
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', page.split("<main", 1)[1]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            sent[name[1]] = unescape(value[1]) if value else ""
    assert sent["summary"] == "Their summary"
    assert first.post(url, data={**sent, "keep-title": "mine"}).status_code == 303
    with app.app_context(), acting(SYSTEM):
        stored = db.session.execute(select(Case).where(Case.id == case.id)).scalar_one()
    assert (stored.title, stored.summary) == ("Mine", "Their summary")


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


def test_an_unknown_choice_among_several_reads_like_none_and_is_refused(context):
    class Basket(Form):
        fruit = Choices("Fruit", Fruit, {Fruit.APPLE: "Apple", Fruit.PEAR: "Pear"})

    form = Basket(MultiDict([("fruit", "pear"), ("fruit", "stone"), ("fruit", "apple")]))
    assert not form.validate()
    assert form.fruit.words == "Apple, Pear"


def test_words_can_be_had_outside_of_a_request(app):
    with app.app_context():
        assert gettext("Save") == "Save"
