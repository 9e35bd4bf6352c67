"""Words for manifests and their time stamps."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.core.trusted_time import Answer
from casefile.evidence.rules.manifests import StampState

STATE = {
    StampState.NOT_LISTED: _l("Not time-stamped yet"),
    StampState.OFF: _l("Not time-stamped: no time authority is set up"),
    StampState.WAITING: _l("Waits for the time authority"),
    StampState.SILENT: _l("Waits: the time authority cannot be reached"),
    StampState.NOT_BELIEVED: _l("Not time-stamped: the answer of the authority does not hold"),
    StampState.STAMPED: _l("Time-stamped"),
}
TONE = {StampState.NOT_LISTED: "neutral", StampState.OFF: "neutral", StampState.WAITING: "info",
        StampState.SILENT: "warn", StampState.NOT_BELIEVED: "bad", StampState.STAMPED: "good"}
ANSWER = {
    Answer.GRANTED: _l("A time stamp that holds"),
    Answer.SILENT: _l("The authority did not answer, or not in time. It is asked again within the hour."),
    Answer.REFUSED: _l("The authority refused to stamp. Ask the authority why; the list waits."),
    Answer.UNREADABLE: _l("What came back is no answer of a time authority. Check its address in the settings."),
    Answer.OTHER: _l("The answer is for other bytes or another question. It was not kept. Somebody may interfere."),
    Answer.UNTRUSTED: _l("The answer is not signed by the authority of the settings. It was not kept."),
    Answer.CLOCK: _l("The authority's clock and ours differ by more than ten minutes. One of the two is wrong."),
}
