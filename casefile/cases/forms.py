"""Forms of situations, cases and teams."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, ValidationError

from casefile.accounts.forms import check_zone
from casefile.cases import labels
from casefile.cases.rules import CaseKind, Classification, Decision, Forum, Stage, Standard, Theme
from casefile.core.access import CASE_ROLES, Role
from casefile.core.forms import Choice, Form, Line, Pick, Prose, Tick


class SituationForm(Form):
    """A country situation."""

    draftable = True

    code = Line(_l("Code"), required=_l("Enter a short code"), longest=12,
                description=_l("Three to six capital letters; it begins every exhibit number, for example PRK."))
    title = Line(_l("Title"), required=_l("Enter a title"))
    description = Prose(_l("Description"))

    def __init__(self, record: Any = None, *, taken: Callable[[str], bool] | None = None, **kwargs: Any) -> None:
        self.taken = taken
        super().__init__(record, **kwargs)

    def validate_code(self, field: Any) -> None:
        """Capital letters and digits only, and no other situation's: the code becomes part of exhibit numbers."""
        if field.data and not (field.data.isascii() and field.data.isalnum() and field.data.isupper()):
            raise ValidationError(_("Use capital letters A to Z and digits only"))
        own = self.record is not None and self.record.code == field.data
        if field.data and not own and self.taken and self.taken(field.data):
            raise ValidationError(_("Another situation has this code"))


class CaseForm(Form):
    """A case file."""

    draftable = True
    sections = [
        (_l("What the case is about"), ["title", "kind", "theme", "summary"]),
        (_l("Where it could go"), ["target_forum", "target_standard"]),
        (_l("Who may know, and in which time zone"), ["classification", "timezone"]),
    ]

    title = Line(_l("Title"), required=_l("Enter a title"),
                 description=_l("Neutral, no names of witnesses or victims."))
    kind = Choice(_l("Kind"), CaseKind, labels.KIND, required=True, default=CaseKind.CASE)
    theme = Choice(_l("Theme"), Theme, labels.THEME, required=_l("Choose a theme"))
    summary = Prose(_l("Summary"), description=_l("What is known and what is to be shown, in a few sentences."))
    target_forum = Choice(_l("Target forum"), Forum, labels.FORUM, required=_l("Choose a forum, or “Not decided yet”"))
    target_standard = Choice(_l("Target standard of proof"), Standard, labels.STANDARD,
                             required=_l("Choose the standard this case aims at"))
    classification = Choice(_l("Classification"), Classification, labels.CLASSIFICATION,
                            required=True, default=Classification.RESTRICTED)
    timezone = Line(_l("Time zone"), required=_l("Enter a time zone"), default="Asia/Seoul", validators=[check_zone],
                    description=_l("Region and city, for example Asia/Seoul. Deadlines and schedules follow it."))


class MemberForm(Form):
    """Put a person on the team, with a role in this case."""

    user_id = Pick(_l("Person"), required=_l("Choose a person"))
    role = Choice(_l("Role in this case"), Role, {role: labels.ROLE[role] for role in CASE_ROLES},
                  required=_l("Choose a role"))
    no_conflict = Tick(_l("This person has declared to have no conflict of interest in this case"),
                       [InputRequired(_l("Ask the person first; without the declaration nobody joins a case"))],
                       description=_l("No tie of family, work or money with an official, a witness or a party."))


class EndForm(Form):
    """Why a person leaves the team."""

    reason = Prose(_l("Reason"), required=_l("Say why; it is kept in the history"), longest=1000)


class MoveForm(Form):
    """Move a case to another stage."""

    draftable = True

    to = Choice(_l("New stage"), Stage, labels.STAGE, required=_l("Choose a stage"))
    reason = Prose(_l("Reason"), required=_l("Say why the case moves; it is kept in the history"), longest=4000)
    override = Prose(_l("Why it should move although exit checks are not met"), longest=4000,
                     description=_l("Only needed for a step forward with open checks. It is printed in the dossier's "
                                    "annex on method."))

    def __init__(self, targets: Iterable[Stage], **kwargs: Any) -> None:
        self.targets = set(targets)
        super().__init__(**kwargs)
        # Only stages that an arrow leads to are offered, in the order of the line.
        self.to.choices = [choice for choice in self.to.choices if not choice.value or choice.value in self.targets]

    def validate_to(self, field: Any) -> None:
        """An arrow must lead there, also when the case moved while the page was open."""
        if field.data not in self.targets:
            raise ValidationError(_("The case cannot move there from its present stage"))


class DecisionForm(Form):
    """Approve or return a proposal."""

    draftable = True

    decision = Choice(_l("Decision"), Decision, labels.DECISION, required=_l("Choose to approve or to return"))
    reason = Prose(_l("Your reasoning"), required=_l("Write a line of reasoning; it is kept with the decision"),
                   longest=4000)


class CaseFilter(PlainForm):
    """Which cases to list."""

    q = Line(_l("Title or reference"))
    stage = Choice(_l("Stage"), Stage, labels.STAGE, empty=_l("Any"))
    theme = Choice(_l("Theme"), Theme, labels.THEME, empty=_l("Any"))
    mine = Tick(_l("Only cases I lead"))
