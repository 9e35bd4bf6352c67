"""Forms that link officials to cases and incidents, and that take links back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.core.forms import Choice, Form, Line, Pick, Prose
from casefile.officials import labels
from casefile.officials.rules import Degree, Direction

WHY_MATTERS = _l("Why this person matters in the case")


class PickOfficialForm(Form):
    """Say that an official of the register matters in a case."""

    draftable = True

    official_id = Pick(_l("Official"), required=_l("Choose an official"),
                       description=_l("With year of birth and last post: many people share a name."))
    role = Prose(WHY_MATTERS, longest=2000,
                 description=_l("In neutral words: the post, the time, the incidents concerned."))


class CaseRoleForm(Form):
    """Change why an official matters in a case."""

    draftable = True

    role = Prose(WHY_MATTERS, longest=2000)


class InvolvementForm(Form):
    """Link an official to an incident."""

    draftable = True

    official_id = Pick(_l("Official"), required=_l("Choose an official"),
                       description=_l("Officials of the cases in which the incident is filed."))
    degree = Choice(_l("What the source says"), Degree, labels.DEGREE, required=_l("Choose what the source says"))
    direction = Choice(_l("For or against"), Direction, labels.DIRECTION, required=True, default=Direction.FOR)
    source = Line(_l("Source"), required=_l("Say who or what links the official to the incident"),
                  description=_l("A witness code, a document with its page, or how it was worked out."))
