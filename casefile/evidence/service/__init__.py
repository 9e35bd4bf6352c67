"""What people and machines do with evidence."""

from casefile.evidence.service.custody import Happened, append, broken_entries, custody_of, verify_chain
from casefile.evidence.service.filing import cases_to_file_into, file_into
from casefile.evidence.service.fixity import ask_check, fixity_due, item_to_check, record_check, resolve_alert
from casefile.evidence.service.flags import flags_of, lower_flag, propose_lowering, raise_flag
from casefile.evidence.service.intake import Receipt, Sent, held_as, open_batch, receive_alone, receive_many
from casefile.evidence.service.links import (
    SUBJECTS,
    case_about,
    evidence_about,
    items_named,
    link,
    offered_items,
    offered_subjects,
    subjects_named,
    subjects_of,
    unlink,
)
from casefile.evidence.service.originals import open_original
from casefile.evidence.service.queries import (
    SORTS,
    batch_items,
    case_of,
    cases_of,
    evidence_matching,
    neighbours,
    usable_evidence,
    waiting_on,
)
from casefile.evidence.service.status import change_status, decide_status, moves_open_to
from casefile.evidence.service.verify import Finding, Tally, evidence_digests, verify_store

__all__ = [
    "SORTS", "SUBJECTS", "Finding", "Happened", "Receipt", "Sent", "Tally", "append", "ask_check", "batch_items",
    "broken_entries", "case_about", "case_of", "cases_of", "cases_to_file_into", "change_status", "custody_of",
    "decide_status",
    "evidence_about", "evidence_digests", "evidence_matching", "file_into", "fixity_due", "flags_of", "held_as",
    "item_to_check", "items_named", "link", "lower_flag", "moves_open_to", "neighbours", "offered_items",
    "offered_subjects", "open_batch", "open_original", "propose_lowering", "raise_flag", "receive_alone",
    "receive_many", "record_check", "resolve_alert", "subjects_named", "subjects_of", "unlink", "usable_evidence",
    "verify_chain", "verify_store", "waiting_on",
]
