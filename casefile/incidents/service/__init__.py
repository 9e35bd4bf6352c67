"""What people do with incidents and places, and the questions pages ask."""

from casefile.incidents.service.alike import Described, LookAlike, look_alikes
from casefile.incidents.service.gazetteer import Plan, as_text, import_gazetteer, plan_import
from casefile.incidents.service.incidents import (
    case_of,
    cases_of,
    cases_to_file_into,
    change_incident,
    change_status,
    file_into,
    log_incident,
    others_in_case,
)
from casefile.incidents.service.lists import SORTS, Matching, incidents_matching
from casefile.incidents.service.parts import (
    acts_of,
    add_act,
    keep_apart,
    link_incidents,
    links_of,
    remove_part,
)
from casefile.incidents.service.places import (
    add_place,
    change_place,
    incidents_at,
    parent_offer,
    place_offers,
    places_in,
    places_matching,
    places_used_in,
    situation_of,
)

__all__ = [
    "SORTS", "Described", "LookAlike", "Matching", "Plan", "acts_of", "add_act", "add_place", "as_text", "case_of",
    "cases_of", "cases_to_file_into", "change_incident", "change_place", "change_status", "file_into",
    "import_gazetteer", "incidents_at", "incidents_matching", "keep_apart", "link_incidents", "links_of",
    "log_incident", "look_alikes",
    "others_in_case", "parent_offer", "place_offers", "places_in", "places_matching", "places_used_in",
    "plan_import", "remove_part", "situation_of",
]
