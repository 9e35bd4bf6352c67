"""Forms of evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import FieldList
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional as Open
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Choices, Form, Line, Pick, Prose, Tick, UncertainDate
from casefile.evidence import labels
from casefile.evidence.rules import (
    Acquisition,
    Admissibility,
    Custody,
    Disclosure,
    Exculpatory,
    Headline,
    Kind,
    Language,
    Lawfulness,
    Medium,
    Payment,
    Relation,
    Sensitivity,
    Use,
    Verification,
)
from casefile.evidence.sources import Role

NEUTRAL = _l("Neutral, no names of witnesses or victims.")
Find = Callable[[Collection[str]], tuple[list[Any], list[str]]]


class EvidenceForm(Form):
    """What is known about an item, beside the file itself."""

    draftable = True
    sections = [
        (_l("What it is"), ["title", "kind", "sub_kind", "medium", "languages", "description", "sensitivity"]),
        (_l("Where it comes from"), ["origin", "author", "recipients", "made", "made_where", "made_how"]),
        (_l("How it was obtained"), ["acquisition", "obtained_by", "obtained", "obtained_time", "obtained_where",
                                     "circumstances", "lawful", "lawful_note", "payment", "payment_note", "provider",
                                     "provider_terms"]),
    ]

    title = Line(_l("Title"), required=_l("Enter a title"), description=NEUTRAL)
    kind = Choice(_l("Kind"), Kind, labels.KIND, required=_l("Choose a kind"))
    sub_kind = Line(_l("Sub-kind"), longest=80, description=_l("For example letter, register, identity card."))
    medium = Choice(_l("Original medium"), Medium, labels.MEDIUM)
    languages = Choices(_l("Languages"), Language, labels.LANGUAGE)
    description = Prose(_l("Description"), description=NEUTRAL)
    sensitivity = Choice(_l("Sensitivity"), Sensitivity, labels.SENSITIVITY,
                         required=_l("Choose what the item contains, or “None”"),
                         description=_l("What is marked stays hidden until somebody asks for it."))
    origin = Prose(_l("Origin"), longest=2000,
                   description=_l("The code of a person, an institution or an address; never a name of a witness."))
    author = Line(_l("Author"), description=_l("Who made the content, if that may be written here."))
    recipients = Line(_l("Recipients"))
    made = UncertainDate(_l("When it was made"))
    made_where = Line(_l("Where it was made"))
    made_how = Prose(_l("Circumstances of its making"), longest=4000)
    acquisition = Choice(_l("How it was obtained"), Acquisition, labels.ACQUISITION)
    obtained_by = Line(_l("Obtained by"), description=_l("The collector, or the organisation that handed it over."))
    obtained = UncertainDate(_l("When it was obtained"))
    obtained_time = Line(_l("Time and zone"), longest=60, description=_l("As known, for example 14:30, Asia/Seoul."))
    obtained_where = Line(_l("Where it was obtained"))
    circumstances = Prose(_l("Circumstances"), description=_l("What is known about the way it came to us."))
    lawful = Choice(_l("Lawfulness"), Lawfulness, labels.LAWFULNESS,
                    description=_l("Whether it was lawfully obtained (Art. 69(7))."))
    lawful_note = Prose(_l("Note on lawfulness"), longest=4000)
    payment = Choice(_l("Payment"), Payment, labels.PAYMENT, description=_l("Nothing beyond expenses may be paid."))
    payment_note = Line(_l("Note on payment"), description=_l("What was paid, by whom, for what."))
    provider = Line(_l("Provider"))
    provider_terms = Prose(_l("Agreement with the provider"), longest=4000,
                           description=_l("Where the agreement is found, and its conditions."))

    def validate_payment_note(self, field: Any) -> None:
        """A purchase is prohibited; one that happened is written down in full."""
        if self.payment.data in (Payment.EXPENSES, Payment.PURCHASE) and not field.data:
            raise ValidationError(_("Say what was paid, by whom and for what"))


class MoreForm(Form):
    """More files for a batch that is there already."""

    files = MultipleFileField(_l("Files"), description=_l(
        "A file that was cut off on its way goes on where it stopped when you choose it again."))

    def validate_files(self, field: Any) -> None:
        """At least one; a script sends the files afterwards, one by one."""
        must_bring_files(field)


def must_bring_files(field: Any) -> None:
    """Complain when no file came; a script sends them afterwards, one by one."""
    if request.accept_mimetypes.best != "application/json" and not field.data:
        raise ValidationError(_("Choose one or more files"))


class WhatForm(EvidenceForm):
    """What an item is, for reading."""

    sections = EvidenceForm.sections[:1]


class SourceForm(EvidenceForm):
    """Where an item is from, for reading."""

    sections = EvidenceForm.sections[1:]


class BatchForm(EvidenceForm):
    """Files that came together, and what is common to them."""

    files = MultipleFileField(_l("Files"), description=_l("Any kind of file, several at once."))
    keep_duplicates = Tick(_l("Also register files that are held already"),
                           description=_l("Otherwise you are told which item holds the same file."))

    def validate_files(self, field: Any) -> None:
        """At least one; a script sends the files afterwards, one by one."""
        must_bring_files(field)


class ReasonForm(Form):
    """A reason that stays in the history."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l("Codes only, no names."))


class OriginalForm(Form):
    """Why an original is asked for."""

    reason = Line(_l("Reason"), required=_l("Say what you need the original for"), longest=400,
                  description=_l("It stays in the custody log. Codes only, no names."))


class FileForm(Form):
    """File an item into another case."""

    case_id = Pick(_l("Case"), required=_l("Choose a case"), description=_l("Cases in which you may file records."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000,
                   description=_l("Everybody on that case’s team will see the whole record."))


class FlagForm(Form):
    """Say that an item speaks for a suspect."""

    draftable = True

    kind = Choice(_l("In what way"), Exculpatory, labels.EXCULPATORY, required=_l("Choose in what way"))
    passage = Prose(_l("Passage or reason"), required=_l("Say where in the item, or why"), longest=4000,
                    description=_l("Page, paragraph or time, and what it says. Codes only, no names."))


class ReferencesForm(Form):
    """References of records; `found` holds the records after validation."""

    draftable = True

    references = FieldList(Line(_l("Reference"), render_kw={"list": "known", "autocomplete": "off"}), _l("References"),
                           min_entries=3, max_entries=30,
                           description=_l("Type a reference or choose one from the list, one in each box."))
    def __init__(self, find: Find, **kwargs: Any) -> None:
        self._find = find
        self.found: list[Any] = []
        super().__init__(**kwargs)

    @property
    def wants_more(self) -> bool:
        """The button “Add another” was pressed: nothing is saved, one more box comes."""
        if "references-more" not in request.form:
            return False
        self.references.append_entry()
        return True

    def validate_references(self, field: Any) -> None:
        """Each names something the actor may know of."""
        named = [word.upper() for entry in field for word in re.split(r"[\s,;]+", entry.data or "") if word]
        if not named:
            raise ValidationError(_("Enter at least one reference"))
        self.found, unknown = self._find(dict.fromkeys(named))
        if unknown:
            raise ValidationError(_("Nothing in your cases has the reference %(reference)s", reference=unknown[0]))


class LinkForm(ReferencesForm):
    """What is to be linked, and how the people among it can be recognised in the item."""

    role = Choice(_l("People among them"), Role, labels.ROLE, empty=labels.ROLE[Role.SUBJECT],
                  description=_l("How they can be recognised. An item is shared only if they all consented."))


class Among(Choice):
    """One of an enum's values, or any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices[0] = SelectChoice("", _l("Any"))


class EvidenceFilters(PlainForm):
    """What a list of items is filtered by, read from the URL."""

    text = Line(_l("Words, reference or fingerprint"))
    kind = Among(_l("Kind"), Kind, labels.KIND)
    headline = Among(_l("Status"), Headline, labels.HEADLINE)
    custody_state = Among(_l("Custody"), Custody, labels.CUSTODY)
    verification_state = Among(_l("Verification"), Verification, labels.VERIFICATION)
    admissibility_state = Among(_l("Admissibility"), Admissibility, labels.ADMISSIBILITY)
    use_restriction = Among(_l("Use"), Use, labels.USE)
    disclosure_class = Among(_l("Disclosure"), Disclosure, labels.DISCLOSURE)
    relation = Among(_l("Belongs to another item as"), Relation, labels.RELATION)
    sensitivity = Among(_l("Sensitivity"), Sensitivity, labels.SENSITIVITY)
    waiting = Tick(_l("Needs a second person"), validators=[Open()])
    due = Tick(_l("Custody review due"), validators=[Open()])
    unlinked = Tick(_l("Linked to nothing"), validators=[Open()])

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()

    @property
    def chosen(self) -> dict[str, Any]:
        """Name -> value of every filter that could be understood."""
        return {field.name: field.data for field in self if field.data and not field.errors}
