"""Forms of officials: names, posts, designation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Form, Line, Pick, Prose, UncertainDate
from casefile.core.names import name_keys
from casefile.officials import labels
from casefile.officials.models import Official
from casefile.officials.rules import (
    Capacity,
    Confidence,
    Designation,
    IdentityConfidence,
    Life,
    NameKind,
    OrganisationKind,
)
from casefile.officials.service import Candidate

Candidates = Callable[..., Sequence[Candidate]]
_NAMES = ("name_hangul", "name_latin", "name_hanja")
_PERSON = ("birth", "life", "identity", "caveats")


def says_a_name(_form: Any, field: Any) -> None:
    """A name has at least one letter or character: else nobody could find it."""
    if field.data and not name_keys(field.data):
        raise ValidationError(_("Write the name in letters"))


class Together(Form):
    """A form whose fields also say something together."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then what fields say together."""
        valid = super().validate(extra_validators)
        for name, message in self.contradictions():
            self[name].errors = [*self[name].errors, message]
            valid = False
        return valid

    def contradictions(self) -> list[tuple[str, str]]:
        """(field, message) for answers that do not go together."""
        return []


class OfficialForm(Together):
    """A person of the register, as their page reads."""

    draftable = True
    sections = [(_l("Name"), [*_NAMES]), (_l("The person"), [*_PERSON])]

    name_hangul = Line(_l("Name in Hangul"), validators=[says_a_name],
                       description=_l("Family name first, as the source writes it."))
    name_latin = Line(_l("Name in Latin letters"), validators=[says_a_name],
                      description=_l("One spelling; others are added on the person’s page."))
    name_hanja = Line(_l("Name in Hanja"), validators=[says_a_name],
                      description=_l("Tells people of one name apart; often unknown."))
    birth = UncertainDate(_l("Born"))
    life = Choice(_l("Alive"), Life, labels.LIFE, required=True, default=Life.UNKNOWN)
    identity = Choice(_l("Identity"), IdentityConfidence, labels.IDENTITY, required=True,
                      default=IdentityConfidence.UNRESOLVED)
    caveats = Prose(_l("Caveats"), longest=4000,
                    description=_l("What a reader must know before relying on this record, with its source."))

    def contradictions(self) -> list[tuple[str, str]]:
        """A name in one script is enough to begin."""
        if self.name_hangul.data or self.name_latin.data:
            return super().contradictions()
        return [("name_hangul", _("Enter the name in Hangul or in Latin letters")), *super().contradictions()]


class OfficialDetails(OfficialForm):
    """The person for reading; the page shows the names itself, each in its language."""

    sections = OfficialForm.sections[1:]


class PostPart(Form):
    """The post somebody held: one of the register, or a new one named on the way."""

    post_id = Pick(_l("Post"))
    new_post = Line(_l("Or a new post: its title"),
                    description=_l("Only if it is not in the list. It is entered in the register when you save."))
    organisation_id = Pick(_l("Organisation of the new post"))
    new_organisation = Line(_l("Or a new organisation: its name"))
    new_organisation_kind = Choice(_l("Kind of the new organisation"), OrganisationKind, labels.ORGANISATION_KIND)
    during = UncertainDate(_l("Held"),
                           description=_l("Start and end as exactly as the source knows them, and no more."))
    capacity = Choice(_l("Capacity"), Capacity, labels.CAPACITY, required=True, default=Capacity.DE_JURE)
    source = Line(_l("Source"), description=_l("The order, list, testimony or report that says so."))
    confidence = Choice(_l("Confidence"), Confidence, labels.CONFIDENCE)

    POST: ClassVar[list[str]] = ["post_id", "new_post", "organisation_id", "new_organisation", "new_organisation_kind",
                                 "during", "capacity", "source", "confidence"]

    @property
    def holding(self) -> dict[str, Any]:
        """The answers about the post, as the service takes them."""
        return {name: value for name, value in self.answers.items() if name in self.POST}

    @property
    def names_a_post(self) -> bool:
        """Whether a post is picked or named."""
        return bool(self.post_id.data or self.new_post.data)

    def post_contradictions(self) -> list[tuple[str, str]]:
        """A post is picked or named with its organisation, and somebody says that it was held."""
        if not self.names_a_post:
            return []
        found = []
        if self.post_id.data and self.new_post.data:
            found.append(("new_post", _("Choose a post in the list or name a new one, not both")))
        if self.new_post.data:
            found += self._organisation_contradictions()
        if not self.source.data:
            found.append(("source", _("Say who or what tells us that the post was held")))
        return found

    def _organisation_contradictions(self) -> list[tuple[str, str]]:
        picked, named = self.organisation_id.data, self.new_organisation.data
        if bool(picked) == bool(named):
            return [("organisation_id", _("Choose the organisation of the new post, or name a new organisation"))]
        if named and not self.new_organisation_kind.data:
            return [("new_organisation_kind", _("Choose what kind of organisation it is"))]
        return []


class NewOfficialForm(OfficialForm, PostPart):
    """A person being entered: whoever may be the same person is shown before anything is saved.

    known: answers the people of the register who may be meant by the names. Pressing "keep as new" (`as_new`) enters
    another person; "use this one" (`use`) is for the page to act on.
    """

    sections = [*OfficialForm.sections, (_l("First post, if known"), PostPart.POST)]

    def __init__(self, known: Candidates | None = None, **kwargs: Any) -> None:
        self._known = known
        self.candidates: Sequence[Candidate] = []
        super().__init__(**kwargs)

    def watch(self, url: str) -> None:
        """Show whoever bears a like name as soon as a name is filled in; without scripts the save button does."""
        for name in _NAMES:
            self[name].render_kw = {"hx-post": url, "hx-trigger": "change", "hx-target": "#candidates",
                                    "hx-include": "closest form"}

    @property
    def official(self) -> dict[str, Any]:
        """The answers about the person, as the service takes them."""
        return {name: value for name, value in self.answers.items() if name in (*_NAMES, *_PERSON)}

    @property
    def spellings(self) -> list[str | None]:
        """The names as they were typed."""
        return [self[name].data for name in _NAMES]

    @property
    def used(self) -> str | None:
        """The id of the person of the register who was chosen instead."""
        return request.form.get("use")

    def contradictions(self) -> list[tuple[str, str]]:
        """What the person and the post say together."""
        return [*super().contradictions(), *self.post_contradictions()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Valid once somebody has looked at whoever bears a like name, and decides."""
        if not super().validate(extra_validators):
            return False
        if self._known is None or self.used or "as_new" in request.form:
            return True
        self.candidates = self._known(*self.spellings)
        if self.candidates:
            self.form_errors.append(_("Somebody of a like name is in the register. Compare below, then choose: the "
                                      "same person, or another one."))
        return not self.candidates


class CaseOfficialForm(NewOfficialForm):
    """A person being entered from a case."""

    sections = [*NewOfficialForm.sections, (_l("In this case"), ["role"])]

    role = Prose(_l("Why this person matters in the case"), longest=2000,
                 description=_l("In neutral words: the post, the time, the incidents concerned."))


class NameForm(Form):
    """Another name or spelling."""

    draftable = True

    text = Line(_l("Name or spelling"), required=_l("Enter the name"), validators=[says_a_name])
    kind = Choice(_l("What it is"), NameKind, labels.NAME_KIND, required=_l("Choose what kind of name it is"))
    borne = UncertainDate(_l("Borne"), description=_l("When the person went by it, as far as the source knows."))
    source = Line(_l("Source"), description=_l("Who writes or says it so."))
    certainty = Choice(_l("How sure it is this person’s name"), Confidence, labels.CONFIDENCE)


class NewHoldingForm(PostPart, Together):
    """Record that an official held a post."""

    draftable = True
    sections = [(_l("Which post"), PostPart.POST[:5]), (_l("When, how, and who says so"), PostPart.POST[5:])]

    def contradictions(self) -> list[tuple[str, str]]:
        """There must be a post."""
        if not self.names_a_post:
            return [("post_id", _("Choose a post, or name a new one"))]
        return self.post_contradictions()


class HoldingForm(Form):
    """Change what is recorded of a holding."""

    draftable = True

    post_id = Pick(_l("Post"), required=_l("Choose a post"))
    during = UncertainDate(_l("Held"))
    capacity = Choice(_l("Capacity"), Capacity, labels.CAPACITY, required=_l("Choose the capacity"))
    source = Line(_l("Source"), required=_l("Say who or what tells us that the post was held"))
    confidence = Choice(_l("Confidence"), Confidence, labels.CONFIDENCE)


class DesignationForm(Form):
    """Move a person on the ladder; only what may follow is offered."""

    draftable = True

    designation = Choice(_l("New designation"), Designation, labels.DESIGNATION,
                         required=_l("Choose the new designation"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=4000,
                   description=_l("It stays in the history. For a suspect: the grounds, how the identity was resolved, "
                                  "and what speaks for the person."))

    def __init__(self, official: Official, **kwargs: Any) -> None:
        self._next = official.next_states("designation")
        super().__init__(**kwargs)
        start, *rest = self.designation.choices
        self.designation.choices = [start, *(option for option in rest if Designation(option.value) in self._next)]

    def validate_designation(self, field: Any) -> None:
        """Only what may follow the present designation."""
        if field.data not in self._next:
            raise ValidationError(_("Choose one of the options listed"))
