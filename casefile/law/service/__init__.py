"""What people do with charges and proof, and the questions pages and dossiers ask."""

from casefile.law.service.assessing import (
    Removed,
    Standing,
    agree,
    assess,
    assessments_of,
    judgement,
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
    plead,
    settle_charge,
    with_people,
)
from casefile.law.service.elements import ElementView, detail_of, exclude, include, lay_out
from casefile.law.service.facts import Facts, facts_of, facts_of_element
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
    "DEFAULT_FRAMEWORK", "FILTERS", "Advice", "Balance", "Cell", "ElementProof", "ElementView", "Facts", "Matrix",
    "Offered", "Removed", "Standing", "Suggestion", "Use", "advice_on", "agree", "assess", "assessments_of", "attach",
    "balance_of", "cell_of", "change_charge", "change_proposition", "charges_naming", "charges_of", "charges_on",
    "cite", "correct_link", "detach", "detail_of", "draft_charge", "end_link", "exclude", "facts_of",
    "facts_of_element", "incident_offers", "include", "item_named", "judgement", "lay_out", "link_evidence",
    "links_of", "matrix_of", "move_charge", "move_proposition", "must_be_new_to", "must_be_open", "offered",
    "official_offers", "other_charges", "plead", "pleas_of", "proof_of", "proposition_named", "propositions_of",
    "record_search", "settle_charge", "standing_of", "state_proposition", "support_of", "uses_of_evidence",
    "uses_of_proposition", "usual_sentence", "with_people", "withdraw", "without_strongest", "write_memo",
]
