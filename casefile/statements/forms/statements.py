"""Forms of a statement: its conditions, who was present, what belongs to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.fields import Clock
from casefile.core.forms import Choice, Day, Form, Line, Pick, Prose, Tick, WholeNumber
from casefile.people import labels as people_labels
from casefile.people.models import today
from casefile.people.rules import Spoken
from casefile.statements import labels
from casefile.statements.models import Statement
from casefile.statements.rules import (
    CLOSED,
    MOST_PARAGRAPHS,
    Mode,
    PlaceType,
    Present,
    ReadBack,
    Recording,
    Screening,
    Signature,
    StatementType,
)

_SEALED = _l("Kept encrypted with the person’s own key.")


class StatementForm(Form):
    """A conversation with a person and its conditions."""

    draftable = True
    sections = [
        (_l("The conversation"), ["type", "taken_on", "started_at", "ended_at", "breaks", "place_type", "mode",
                                  "platform"]),
        (_l("Who took part"), ["interviewer", "interpreter_id", "interpreted_from", "interpreted_into",
                               "interpreter_sworn", "support_person"]),
        (_l("Conditions"), ["ground_rules", "consent_version", "recording", "no_recording_reason", "language_person",
                            "language_record"]),
        (_l("The record"), ["read_back", "corrections", "signature", "unsigned_reason"]),
        (_l("Care"), ["welfare_before", "welfare_after", "referred", "payments", "screening", "next_contact_on",
                      "note"]),
    ]

    type = Choice(_l("Kind"), StatementType, labels.TYPE, required=_l("Choose a kind"))
    taken_on = Day(_l("Date"), required=_l("Enter the date"))
    started_at = Clock(_l("Begun at"))
    ended_at = Clock(_l("Ended at"))
    breaks = Line(_l("Breaks"), description=_l("For example 10:40–11:00, at the person’s wish."))
    place_type = Choice(_l("Kind of place"), PlaceType, labels.PLACE_TYPE, required=_l("Choose a kind of place"),
                        description=_l("Never an address."))
    mode = Choice(_l("How"), Mode, labels.MODE, required=_l("Choose how"))
    platform = Line(_l("Platform"), description=_l("For video and telephone: which one."))
    interviewer = Line(_l("Interviewer, by code"), required=_l("Enter the code of the interviewer"), longest=40)
    interpreter_id = Pick(_l("Interpreter"))
    interpreted_from = Choice(_l("Interpreted from"), Spoken, people_labels.SPOKEN)
    interpreted_into = Choice(_l("Interpreted into"), Spoken, people_labels.SPOKEN)
    interpreter_sworn = Tick(_l("The interpreter took the oath and signed the duty of secrecy"))
    support_person = Line(_l("Support person"), description=_SEALED)
    ground_rules = Tick(_l("Ground rules were explained: tell only what you know, say so if you do not, you may stop"))
    consent_version = WholeNumber(_l("Version of the consent"), lowest=1, highest=1000, description=_l(
        "The version that was explained and held on that day."))
    recording = Choice(_l("Recording"), Recording, labels.RECORDING, required=_l("Say whether it was recorded"))
    no_recording_reason = Line(_l("Why it was not recorded"))
    language_person = Choice(_l("Language of the person"), Spoken, people_labels.SPOKEN)
    language_record = Choice(_l("Language of the record"), Spoken, people_labels.SPOKEN)
    read_back = Choice(_l("Read back to the person"), ReadBack, labels.READ_BACK, required=_l("Choose one"))
    corrections = Prose(_l("Corrections the person made"), longest=8000, description=_SEALED)
    signature = Choice(_l("Signature"), Signature, labels.SIGNATURE, required=True, default=Signature.NOT_YET)
    unsigned_reason = Line(_l("Why it was refused"))
    welfare_before = Prose(_l("How the person was before"), longest=2000, description=_SEALED)
    welfare_after = Prose(_l("How the person was after, and the call back"), longest=2000, description=_SEALED)
    referred = Tick(_l("A referral was made"), description=_l("Enter it in the register of referrals too."))
    payments = Line(_l("Payments and expenses"), description=_l(
        "What was paid, to whom by code, and what for: it is disclosed. Kept encrypted."))
    screening = Choice(_l("What the screening came to"), Screening, labels.SCREENING)
    next_contact_on = Day(_l("Next contact"))
    note = Prose(_l("Note"), longest=4000, description=_SEALED)

    versions: Collection[int] | None = None  # of the person's consent; a page that saves says which there are

    def validate_consent_version(self, field: Any) -> None:
        """The person has a consent of this number."""
        if field.data and self.versions is not None and field.data not in self.versions:
            raise ValidationError(_("The person has no consent of this version"))

    def validate_taken_on(self, field: Any) -> None:
        """What was said lies in the past."""
        if field.data and field.data > today():
            raise ValidationError(_("The date must not be in the future"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then what fields say together."""
        valid = super().validate(extra_validators)
        for name, message in self._contradictions():
            self[name].errors = [*self[name].errors, message]
            valid = False
        return valid

    def _contradictions(self) -> list[tuple[str, str]]:
        data = {field.name: field.data for field in self}
        began, ended = data["started_at"], data["ended_at"]
        checks = [
            ("ended_at", began and ended and ended < began, _("The end must not lie before the beginning")),
            ("platform", data["mode"] in (Mode.VIDEO, Mode.PHONE) and not data["platform"], _("Name the platform")),
            ("no_recording_reason", data["recording"] is Recording.NONE and not data["no_recording_reason"],
             _("Say why it was not recorded")),
            ("unsigned_reason", data["signature"] is Signature.REFUSED and not data["unsigned_reason"],
             _("Say why it was refused")),
            ("interpreted_from", data["interpreter_id"] and not data["interpreted_from"],
             _("Say from which language was interpreted")),
        ]
        return [(name, message) for name, wrong, message in checks if wrong]


class StatementEntryForm(StatementForm):
    """A statement being entered; it may be the interview that was planned."""

    sections = [*StatementForm.sections, (_l("The plan"), ["interview_id"])]

    interview_id = Pick(_l("The planned interview that this was"))


class StatementCorrectionForm(StatementForm):
    """A statement being corrected."""

    sections = [*StatementForm.sections, (_l("Correction"), ["reason"])]

    reason = Line(_l("Why it is corrected"), description=_l("Needed once the statement was signed or refused."))

    def _contradictions(self) -> list[tuple[str, str]]:
        found = super()._contradictions()
        if isinstance(self.record, Statement) and self.record.signature in CLOSED and not self.reason.data:
            found.append(("reason", _("The statement was signed or refused: say why it is corrected")))
        return found


class AttendanceForm(Form):
    """Somebody who was present."""

    draftable = True

    role = Choice(_l("As what"), Present, labels.PRESENT, required=_l("Choose one"))
    who = Line(_l("Who"), description=_l("A code, or a description without a name. Kept encrypted."))
    reason = Line(_l("Why they were present"))


class AnnexForm(Form):
    """An item that belongs to the statement."""

    evidence_id = Pick(_l("Item of evidence"), required=_l("Choose an item"),
                       description=_l("A sketch the person drew, or a document that was shown."))
    paragraph = WholeNumber(_l("At paragraph"), lowest=1, highest=MOST_PARAGRAPHS)


class ReasonForm(Form):
    """A reason, and nothing else."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l(
        "No names. It stays in the history."))
