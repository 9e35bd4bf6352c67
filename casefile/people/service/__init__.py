"""What is done with witnesses and victims, and the questions pages ask."""

from casefile.people.service.aliases import alias_of
from casefile.people.service.consent import (
    current_version,
    expire_due,
    given,
    lock,
    record_consent,
    settle_conditions,
    versions_of,
)
from casefile.people.service.identities import held_of, record_identity
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
from casefile.people.service.people import add_person, case_of, cases_of, cases_to_file_into, file_into, give_code
from casefile.people.service.protection import assess_protection
from casefile.people.service.reveals import history_of, is_own, open_group, reason_of, shown
from casefile.people.service.shredding import ask_to_shred, reapply_shreds, shred_asked_for, shred_identity
from casefile.people.service.windows import ask_to_open, window_asked_for, window_of

__all__ = [
    "SORTS", "Matching", "add_person", "alias_of", "ask_to_open", "ask_to_shred", "assess_protection", "case_of",
    "cases_of", "cases_to_file_into", "current_version", "end_part", "expire_due", "file_into", "give_code",
    "give_part", "given", "held_of", "history_of", "incidents_for", "incidents_of", "is_own", "lock", "open_group",
    "parts_in", "people_for", "people_matching", "people_of_incidents", "reapply_shreds", "reason_of",
    "record_consent", "record_identity", "settle_conditions", "shown", "shred_asked_for",
    "shred_identity", "versions_of", "window_asked_for", "window_of",
]
