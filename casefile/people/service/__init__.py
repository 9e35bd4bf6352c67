"""What is done with witnesses and victims, and the questions pages ask."""

from casefile.people.service.consent import (
    current_version,
    expire_due,
    given,
    lock,
    record_consent,
    settle_conditions,
    versions_of,
)
from casefile.people.service.identities import held_of, record_identity, reveal, reveals_of
from casefile.people.service.lists import SORTS, Matching, people_matching
from casefile.people.service.parts import (
    end_part,
    give_part,
    incidents_for,
    incidents_of,
    parts_in,
    people_for,
    people_of_incidents,
)
from casefile.people.service.people import (
    add_person,
    case_of,
    cases_of,
    cases_to_file_into,
    file_into,
    give_code,
)
from casefile.people.service.protection import assess_protection

__all__ = [
    "SORTS",
    "Matching",
    "add_person",
    "assess_protection",
    "case_of",
    "cases_of",
    "cases_to_file_into",
    "current_version",
    "end_part",
    "expire_due",
    "file_into",
    "give_code",
    "give_part",
    "given",
    "held_of",
    "incidents_for",
    "incidents_of",
    "lock",
    "parts_in",
    "people_for",
    "people_matching",
    "people_of_incidents",
    "record_consent",
    "record_identity",
    "reveal",
    "reveals_of",
    "settle_conditions",
    "versions_of",
]
