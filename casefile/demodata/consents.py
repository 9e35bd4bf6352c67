"""What the people of the demonstration permit: one matrix for most, less for some, a special condition for one."""

from __future__ import annotations

from datetime import date
from typing import Any

from casefile.demodata.people_table import CHINA, Row
from casefile.people.rules import Contact, Spoken, Testify
from casefile.people.rules.consent import Channel, Explained, Shape
from casefile.people.rules.grants import Grant, Level, Purpose

CONDITION = {"p06": "Nothing may reach anybody before the person has left the country."}


def matrix(row: Row, since: date) -> list[Grant]:
    """Who may use it for what. Children: as a number only, outside a trial."""
    trial = Level.ANONYMISED if "child" in row.vulnerable else Level.PSEUDONYMOUS
    ask = row.contact != Contact.NO_CONTACT
    rows = [Grant("icc_otp", Purpose.TRIAL, trial, since), Grant("icc_otp", Purpose.INVESTIGATION, trial, since),
            Grant("any_competent_authority", Purpose.INVESTIGATION, Level.SUMMARY, since, consult=ask),
            Grant("researcher", Purpose.STATISTICS, Level.AGGREGATE, since)]
    if row.testify == Testify.WILLING_OPEN:
        rows.append(Grant("media_public", Purpose.MEMORIAL, Level.PUBLIC, since, consult=ask))
    return rows


def details(row: Row, since: date) -> dict[str, Any]:
    """How the consent was given."""
    child = "child" in row.vulnerable
    return {"grants": matrix(row, since), "explained": [str(one) for one in Explained], "capacity": True,
            "guardian": "a parent" if child else None, "assent": True if child else None,
            "conditions": CONDITION.get(row.key), "recontact": row.contact != Contact.NO_CONTACT,
            "channel": Channel.IN_PERSON, "shape": Shape.WRITTEN, "place": "Office", "obtained_by": "IV-02",
            "interpreter": "IN-07" if row.languages == CHINA else None, "language": Spoken(row.languages[0]),
            "contact": Contact(row.contact), "testify": Testify(row.testify) if row.testify else None}
