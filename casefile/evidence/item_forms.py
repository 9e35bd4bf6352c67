"""Forms for the work on one item: evaluation, grades, derivatives, pages, custody, transfers, holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from casefile.cases.labels import CLASSIFICATION
from casefile.cases.rules import Classification
from casefile.core.forms import Choice, Day, Form, Line, Pick, Prose, WholeNumber
from casefile.evidence import labels
from casefile.evidence.rules import (
    BY_HAND,
    DERIVATIVES,
    MOST_PAGES,
    CustodyType,
    Information,
    Language,
    Method,
    Privilege,
    PrivilegeAnswer,
    Relation,
    Source,
)
from casefile.evidence.rules.grading import SHEET
from casefile.evidence.service.links import items_named_for_reading

CODES_ONLY = _l("Codes only, no names.")


class EvaluationForm(Form):
    """What verification and the legal officer need to know; internal work product (Rule 81(1))."""

    draftable = True
    sections = [
        (_l("Verification"), ["plan", "method_who", "method_what", "method_where", "method_when", "authenticity"]),
        (_l("Admissibility"), ["relevance", "probative", "prejudice", "lawfulness_memo", "privilege",
                               "privilege_note"]),
        (_l("Content and control"), ["summary", "duration", "second_copy", "classification"]),
    ]

    plan = Prose(_l("Plan of verification"), description=_l("Which claims are checked, how, and by whom."))
    method_who = Prose(_l("Who: how it was checked"), description=_l("Or “claims nothing”, where it does not."))
    method_what = Prose(_l("What: how it was checked"))
    method_where = Prose(_l("Where: how it was checked"))
    method_when = Prose(_l("When: how it was checked"))
    authenticity = Prose(_l("Notes on authenticity"))
    relevance = Prose(_l("Relevance"), description=_l("To which fact, and why."))
    probative = Prose(_l("Probative value"))
    prejudice = Prose(_l("Prejudice to a fair trial"))
    lawfulness_memo = Prose(_l("Memo on Art. 69(7)"),
                            description=_l("How it was obtained, and what follows from that."))
    privilege = Choice(_l("Privilege"), Privilege, labels.PRIVILEGE, required=_l("Answer whether it is privileged"),
                       description=_l("What is privileged is also sealed; somebody who is not on the case "
                                      "examines it."))
    privilege_note = Prose(_l("Note on privilege"))
    summary = Prose(_l("Summary"))
    duration = WholeNumber(_l("Duration in seconds"), lowest=0, highest=10_000_000)
    second_copy = Line(_l("Where the second copy is kept"))
    classification = Choice(_l("Classification"), Classification, CLASSIFICATION)

    def validate_privilege(self, field: Any) -> None:
        """Cleared is what a review said; a claim is not taken back here."""
        was = self.record.privilege if self.record is not None else None
        if field.data is not was and (field.data is Privilege.CLEARED or was in (Privilege.CLAIMED, Privilege.CLEARED)):
            raise ValidationError(_("What is privileged is cleared only by lifting its seal, with a memo"))


class GradeForm(Form):
    """Two marks, each with its reason; they are never combined."""

    draftable = True

    source = Choice(_l("Reliability of the source"), Source, labels.SOURCE, required=_l("Choose a letter"),
                    description=_l("F is the default and no bad mark: the source cannot be judged yet."))
    source_reason = Prose(_l("Why this letter"), required=_l("Give the reason"), longest=4000, description=CODES_ONLY)
    information = Choice(_l("Credibility of the information"), Information, labels.INFORMATION,
                         required=_l("Choose a number"),
                         description=_l("6 is the default: the truth of what it says cannot be judged yet."))
    information_reason = Prose(_l("Why this number"), required=_l("Give the reason"), longest=4000,
                               description=_l("Judge what is said, whoever says it."))


class SheetForm(Form):
    """The structured sheet for what a witness says, in place of a letter."""

    draftable = True
    sections = [
        (_l("The account"), list(SHEET)),
        (_l("The information"), ["information", "information_reason"]),
        (_l("To be disclosed"), ["facts"]),
    ]

    opportunity = Prose(labels.SHEET["opportunity"], required=_l("Say what the witness could observe"))
    circumstances = Prose(labels.SHEET["circumstances"])
    first_hand = Prose(labels.SHEET["first_hand"], required=_l("Say whether it is first-hand"))
    memory = Prose(labels.SHEET["memory"])
    internal_consistency = Prose(labels.SHEET["internal_consistency"])
    prior_accounts = Prose(labels.SHEET["prior_accounts"])
    other_evidence = Prose(labels.SHEET["other_evidence"])
    detail = Prose(labels.SHEET["detail"])
    plausibility = Prose(labels.SHEET["plausibility"])
    motive = Prose(labels.SHEET["motive"])
    contamination = Prose(labels.SHEET["contamination"], description=_l(
        "Media, other witnesses, prior interviews, payment."))
    language_effect = Prose(labels.SHEET["language_effect"])
    trauma = Prose(labels.SHEET["trauma"], description=_l(
        "Inconsistency is not by itself a sign that an account is unreliable."))
    information = GradeForm.information
    information_reason = GradeForm.information_reason
    facts = Prose(_l("Facts that affect credibility"), longest=4000, description=_l(
        "The sheet is internal work product; these facts are not. They are kept apart, as a flag that nobody hides."))


class DerivativeForm(Form):
    """What was made from an item, with the file."""

    relation = Choice(_l("What it is"), Relation, labels.RELATION, required=_l("Choose what it is"))
    file = FileField(_l("File"))
    method = Choice(_l("How it was made"), Method, labels.METHOD, required=_l("Choose how it was made"),
                    description=_l("A machine’s draft is not cited until somebody has revised it."))
    language = Choice(_l("Language of this version"), Language, labels.LANGUAGE)
    made_by = Line(_l("Made by"), required=_l("Say who or what made it"), description=_l("A code or a tool, no name."))
    tool = Line(_l("Tool and its version"))
    parameters = Line(_l("Settings, or start and end of a clip"))
    checked_by = Line(_l("Revised, checked or certified by"))
    notes = Prose(_l("Notes"), longest=4000, description=_l(
        "What could not be translated, unclear passages with times, codes of what was redacted, purpose of a summary."))

    def validate_relation(self, field: Any) -> None:
        """An attachment is no derivative."""
        if field.data and field.data not in DERIVATIVES:
            raise ValidationError(_("Attachments come in by “Add evidence”"))

    def validate_file(self, field: Any) -> None:
        """One file with something in it."""
        if not field.data or not field.data.filename:
            raise ValidationError(_("Choose a file"))
        if not field.data.stream.read(1):
            raise ValidationError(_("The file “%(name)s” is empty: it has 0 bytes", name=field.data.filename))
        field.data.stream.seek(0)

    def validate_language(self, field: Any) -> None:
        """A translation names its language."""
        if self.relation.data is Relation.TRANSLATION and not field.data:
            raise ValidationError(_("Choose the language of the translation"))

    def validate_checked_by(self, field: Any) -> None:
        """What is revised or certified was so by somebody."""
        if self.method.data in (Method.MACHINE_REVIEWED, Method.CERTIFIED) and not field.data:
            raise ValidationError(_("Say who revised or certified it"))


class ReviseForm(Form):
    """Who revised or certified a derivative."""

    draftable = True

    method = Choice(_l("How it was made"), Method, labels.METHOD, required=_l("Choose how it was made"))
    checked_by = Line(_l("Revised, checked or certified by"), required=_l("Say who revised or certified it"))
    notes = Prose(_l("Notes"), longest=4000)


class AttachForm(Form):
    """The item with which this one came."""

    reference = Line(_l("Came with the item"), required=_l("Enter the reference of the item"), longest=40,
                     description=_l("This item is its attachment."))

    def validate_reference(self, field: Any) -> None:
        """An item the actor may know of."""
        found, unknown = items_named_for_reading([field.data.upper()]) if field.data else ([], [])
        if unknown:
            raise ValidationError(_("Nothing in your cases has the reference %(reference)s", reference=unknown[0]))
        self.found: Any = found[0] if found else None


class PagesForm(Form):
    """How many pages an item has."""

    pages = WholeNumber(_l("Pages"), required=_l("Enter the number of pages"), lowest=1, highest=MOST_PAGES,
                        description=_l("Each page gets a registration number. Numbers are never given twice."))


class EntryForm(Form):
    """An entry of the custody log that no other act writes."""

    draftable = True

    type = Choice(_l("What happened"), CustodyType, {type: labels.EVENT[type] for type in BY_HAND},
                  required=_l("Choose what happened"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=CODES_ONLY)
    place = Line(_l("Place"))
    method = Line(_l("Method"))
    condition = Line(_l("Condition"))
    seal = Line(_l("Seal number"))
    witness = Line(_l("Witness"), description=_l("A code or a colleague."))
    document = Line(_l("Document"))
    tool = Line(_l("Tool"))
    version_of_tool = Line(_l("Version of the tool"))
    outcome = Line(_l("Outcome"))
    to = Line(_l("To"))
    package = Line(_l("Package"))
    zone = Line(_l("Local time zone"), longest=60)

    @property
    def answers(self) -> dict[str, Any]:
        """With the name the log has for the version of a tool: `version` is the record's here."""
        said = super().answers
        return {**{name: value for name, value in said.items() if name != "version_of_tool"},
                "version": said["version_of_tool"]}


class TransferForm(Form):
    """Handing an original over."""

    draftable = True

    to_user_id = Pick(_l("To a colleague"), description=_l("Who confirms the receipt in person."))
    to_body = Line(_l("Or to an outside body"), description=_l("A second colleague records its signed receipt."))
    purpose = Prose(_l("Purpose"), required=_l("Say why it is handed over"), longest=2000)
    place = Line(_l("Place"), required=_l("Say where it is handed over"))
    condition = Line(_l("Condition"), required=_l("Describe its condition"))
    seal = Line(_l("Seal number"))
    witness = Line(_l("Witness"))
    document = Line(_l("Document"))
    due_on = Day(_l("To be confirmed by"), required=_l("Enter the day by which it must be confirmed"))

    def validate_to_body(self, field: Any) -> None:
        """One receiver, and one only."""
        if bool(field.data) == bool(self.to_user_id.data):
            raise ValidationError(_("Choose a colleague or name an outside body, one of the two"))

    def validate_due_on(self, field: Any) -> None:
        """It lies ahead."""
        if field.data and field.data < datetime.now(UTC).date():
            raise ValidationError(_("The day must not lie in the past"))


class AppointForm(Form):
    """Giving a sealed item to somebody outside the case."""

    draftable = True

    reviewer_id = Pick(_l("Who examines it"), required=_l("Choose who examines it"), description=_l(
        "Only people who never were on the team of the case. They see this item until they have answered."))
    reason = Prose(_l("What they are asked"), required=_l("Say what they are asked"), longest=2000,
                   description=_l("Codes only, no names. They read this before they read the item."))


class PrivilegeForm(Form):
    """What somebody outside the case says of a sealed item."""

    draftable = True

    answer = Choice(_l("Answer"), PrivilegeAnswer, labels.PRIVILEGE_ANSWER, required=_l("Say whether it is privileged"))
    memo = Prose(_l("Memo"), required=_l("Write down the reasons"), longest=4000, description=_l(
        "The team of the case reads this. Do not quote what is privileged, and use codes, no names."))


class ReceiptForm(Form):
    """Confirming that an original was received, or came back."""

    draftable = True

    condition = Line(_l("Condition as found"), required=_l("Describe the condition as you found it"))
    seal = Line(_l("Seal number as found"))
    receipt = Line(_l("Signed receipt"), description=_l("Of an outside body, as it is cited."))


class HoldForm(Form):
    """A legal hold, and until when an item is kept in any case."""

    draftable = True

    hold_reason = Prose(_l("Legal hold"), longest=2000, description=_l(
        "Why it may not be returned or disposed of. Empty lifts the hold."))
    retain_until = Day(_l("Keep at least until"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000)
