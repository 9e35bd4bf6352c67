"""What people do with charges and proof, and the questions pages and dossiers ask."""

from casefile.law.service.adopting import (
    Adopted,
    adopt,
    adopted_at,
    adopted_in,
    adoption_of,
    end_adoption,
    findings_for,
    report_finding,
)
from casefile.law.service.assessing import (
    Removed,
    Standing,
    agree,
    assess,
    assessments_of,
    judgement,
    standing_in,
    standing_of,
    without_strongest,
)
from casefile.law.service.balance import Balance, balance_of, must_be_new_to, record_search, write_memo
from casefile.law.service.charges import (
    DEFAULT_FRAMEWORK,
    change_charge,
    charges_naming,
    charges_of,
    charges_on,
    draft_charge,
    incident_offers,
    move_charge,
    must_be_open,
    official_offers,
    other_charges,
    place_offers,
    plead,
    settle_charge,
    with_people,
)
from casefile.law.service.editions import (
    Preview,
    add_edition,
    edition_of,
    editions,
    move_to_version,
    newer_versions,
    preview,
)
from casefile.law.service.elements import ElementView, detail_of, exclude, include, lay_out
from casefile.law.service.facts import Facts, facts_of, facts_of_element
from casefile.law.service.following import corroborate
from casefile.law.service.forums import (
    ForumView,
    Planner,
    assessment_of,
    forum_named,
    planner_of,
    propose_date,
    record_event,
    record_forum,
    remove_event,
)
from casefile.law.service.gaps import (
    GapList,
    accept_gap,
    accepted_in,
    ask_to_fill,
    close_filled,
    close_filled_everywhere,
    gap_list,
    gap_of,
    reopen_gap,
)
from casefile.law.service.linking import (
    attach,
    change_proposition,
    cite,
    correct_link,
    detach,
    end_link,
    item_named,
    link_evidence,
    move_proposition,
    proposition_named,
    state_proposition,
    withdraw,
)
from casefile.law.service.matrix import FILTERS, Cell, Matrix, cell_of, matrix_of
from casefile.law.service.proof import (
    ElementProof,
    Offered,
    Suggestion,
    Use,
    links_of,
    offered,
    proof_of,
    propositions_of,
    support_of,
    uses_of_evidence,
    uses_of_proposition,
    usual_sentence,
)
from casefile.law.service.reading import Advice, advice_on, pleas_of

__all__ = [
    "DEFAULT_FRAMEWORK", "FILTERS", "Adopted", "Advice", "Balance", "Cell", "ElementProof", "ElementView", "Facts",
    "ForumView", "GapList", "Matrix", "Offered", "Planner", "Preview", "Removed", "Standing", "Suggestion", "Use",
    "accept_gap", "accepted_in", "add_edition", "adopt", "adopted_at", "adopted_in", "adoption_of", "advice_on",
    "agree", "ask_to_fill", "assess", "assessment_of", "assessments_of", "attach", "balance_of", "cell_of",
    "change_charge", "change_proposition", "charges_naming", "charges_of", "charges_on", "cite", "close_filled",
    "close_filled_everywhere", "correct_link", "corroborate", "detach", "detail_of", "draft_charge", "edition_of",
    "editions", "end_adoption", "end_link", "exclude", "facts_of", "facts_of_element", "findings_for", "forum_named",
    "gap_list", "gap_of", "incident_offers", "include", "item_named", "judgement", "lay_out", "link_evidence",
    "links_of", "matrix_of", "move_charge", "move_proposition", "move_to_version", "must_be_new_to", "must_be_open",
    "newer_versions", "offered", "official_offers", "other_charges", "place_offers", "planner_of", "plead", "pleas_of",
    "preview", "proof_of", "propose_date", "proposition_named", "propositions_of", "record_event", "record_forum",
    "record_search", "remove_event", "reopen_gap", "report_finding", "settle_charge", "standing_in", "standing_of",
    "state_proposition", "support_of", "uses_of_evidence", "uses_of_proposition", "usual_sentence", "with_people",
    "withdraw", "without_strongest", "write_memo",
]
