"""What people and machines do with evidence."""

from casefile.evidence.service.copies import (
    ask_again,
    ask_copies,
    facts_of,
    is_busy,
    keep_examined,
    keep_pages,
    reading_of,
    rendition_digests,
    to_read,
)
from casefile.evidence.service.copies import fail as fail_reading
from casefile.evidence.service.custody import Happened, append, broken_entries, custody_of, verify_chain
from casefile.evidence.service.families import (
    ask_for_attachments,
    ask_to_take_out,
    children,
    contents,
    parent_of,
    still_inside,
)
from casefile.evidence.service.families import register as register_part
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
from casefile.evidence.service.viewing import (
    ask_to_play,
    date_disagrees,
    disagreements,
    find,
    may_play,
    open_copy,
    play,
    played_as,
    says_words,
    shown,
)

__all__ = [
    "SORTS", "SUBJECTS", "Finding", "Happened", "Receipt", "Sent", "Tally", "append", "ask_again", "ask_check",
    "ask_copies", "ask_for_attachments", "ask_to_play", "ask_to_take_out", "batch_items", "broken_entries",
    "case_about", "case_of", "cases_of", "cases_to_file_into", "change_status", "children", "contents",
    "custody_of", "date_disagrees", "decide_status", "disagreements", "evidence_about", "evidence_digests",
    "evidence_matching", "facts_of", "fail_reading", "file_into", "find", "fixity_due", "flags_of", "held_as",
    "is_busy", "item_to_check", "items_named", "keep_examined", "keep_pages", "link", "lower_flag", "may_play",
    "moves_open_to", "neighbours", "offered_items", "offered_subjects", "open_batch", "open_copy", "open_original",
    "parent_of", "play", "played_as", "propose_lowering", "raise_flag", "reading_of", "receive_alone",
    "receive_many", "record_check", "register_part", "rendition_digests", "resolve_alert", "says_words", "shown",
    "still_inside", "subjects_named", "subjects_of", "to_read", "unlink", "usable_evidence", "verify_chain",
    "verify_store", "waiting_on",
]
