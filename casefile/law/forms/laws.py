"""Forms with which a body of law is added, and a charge moved to a newer version of it."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.validators import ValidationError

from casefile.core.fields import Line
from casefile.core.forms import Form, Prose
from casefile.law.loading.reading import LARGEST


class CheckForm(Form):
    """A file to be checked; nothing is stored."""

    file = FileField(_l("File"), description=_l(
        "One JSON file as docs/law-data.md describes it; a version that is there can be downloaded to start from."))

    def validate_file(self, field: Any) -> None:
        """There is a file, and no more of it is read than can be a body of law."""
        self.content = field.data.stream.read(LARGEST + 1) if field.data else b""
        if not self.content:
            raise ValidationError(_("Choose a file that is not empty"))


class AddForm(Form):
    """The file that was checked, carried along, and why it is added."""

    carried_file = HiddenField()
    reason = Line(_l("Why it is added"), required=_l("Say why"), longest=500, description=_l(
        "What is corrected or new, and who checked it. It stays in the history."))

    def validate_carried_file(self, field: Any) -> None:
        """The content as it was checked; it is checked again when it is stored."""
        try:
            self.content = base64.b64decode(field.data or "", validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError(_("Choose the file again and check it")) from None


def carry(content: bytes) -> str:
    """A file as a hidden field carries it."""
    return base64.b64encode(content).decode("ascii")


class VersionForm(Form):
    """Plead a charge under a newer version."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l(
        "What the charge and its assessments rest on changes: say why this is right."))
