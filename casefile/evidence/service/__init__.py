"""What people and machines do with evidence."""

from casefile.evidence.service.custody import Happened, append, broken_entries, custody_of, verify_chain
from casefile.evidence.service.fixity import ask_check, fixity_due, item_to_check, record_check, resolve_alert
from casefile.evidence.service.flags import flags_of, lower_flag, propose_lowering, raise_flag
from casefile.evidence.service.intake import Receipt, open_batch, receive_alone, receive_many
from casefile.evidence.service.originals import open_original
from casefile.evidence.service.queries import (
    batch_items,
    evidence_matching,
    neighbours,
    usable_evidence,
)
from casefile.evidence.service.status import change_status, decide_status, moves_open_to
from casefile.evidence.service.verify import Finding, Tally, verify_store

__all__ = [
    "Finding", "Happened", "Receipt", "Tally", "append", "ask_check", "batch_items", "broken_entries", "change_status",
    "custody_of", "decide_status", "evidence_matching", "fixity_due", "flags_of", "item_to_check", "lower_flag",
    "moves_open_to", "neighbours", "open_batch", "open_original", "propose_lowering", "raise_flag", "receive_alone",
    "receive_many", "record_check", "resolve_alert", "usable_evidence", "verify_chain", "verify_store",
]
