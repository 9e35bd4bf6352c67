"""Officials and structures: what people do with them, and the questions pages ask."""

from casefile.officials.service.cases import (
    add_to_case,
    case_officials,
    cases_of,
    change_role,
    link_incident,
    links_of_incident,
    links_of_official,
    offers_for_incident,
    remove_from_case,
    unlink_incident,
)
from casefile.officials.service.designation import case_for, change_designation, settle_designation
from casefile.officials.service.names import Candidate, add_name, candidates, remove_name
from casefile.officials.service.officials import (
    SORTS,
    Matching,
    change_holding,
    hold_post,
    official_offers,
    officials_matching,
    overlaps_of,
    record_official,
    remove_holding,
    situations_to_record_in,
)
from casefile.officials.service.organisations import (
    ORGANISATION_SORTS,
    add_post,
    add_relation,
    change_organisation,
    holders_of,
    name_on,
    organisation_offers,
    organisations_matching,
    organisations_of_posts,
    post_offers,
    posts_of,
    register_organisation,
    relations_of,
    remove_relation,
    rename_organisation,
    situation_of,
)

__all__ = [
    "ORGANISATION_SORTS", "SORTS", "Candidate", "Matching", "add_name", "add_post", "add_relation", "add_to_case",
    "candidates", "case_for", "case_officials", "cases_of", "change_designation", "change_holding",
    "change_organisation", "change_role", "hold_post", "holders_of", "link_incident", "links_of_incident",
    "links_of_official", "name_on", "offers_for_incident", "official_offers", "officials_matching",
    "organisation_offers", "organisations_matching", "organisations_of_posts", "overlaps_of", "post_offers",
    "posts_of", "record_official", "register_organisation", "relations_of", "remove_from_case", "remove_holding",
    "remove_name", "remove_relation", "rename_organisation", "settle_designation", "situation_of",
    "situations_to_record_in", "unlink_incident",
]
