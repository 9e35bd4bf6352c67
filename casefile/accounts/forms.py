"""Sign-in and account forms."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from casefile.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordFault, password_fault
from casefile.core.forms import Form


class SignInForm(Form):
    """Address and password."""

    email = StringField(_l("E-mail address"), [InputRequired(_l("Enter your e-mail address"))],
                        render_kw={"autocomplete": "username", "type": "email", "maxlength": 254})
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password"))],
                             render_kw={"autocomplete": "current-password", "maxlength": LONGEST_PASSWORD})
    next = HiddenField()


class NewPasswordForm(Form):
    """A new password; the rules are length and a block list, nothing else."""

    password = PasswordField(
        _l("New password"), [InputRequired(_l("Enter a new password"))],
        description=_l("At least %(n)s characters. A sentence is easier to remember and harder to guess.",
                       n=SHORTEST_PASSWORD),
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST_PASSWORD})

    def __init__(self, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(**kwargs)

    def validate_password(self, field: Any) -> None:
        """Say in words what is wrong."""
        fault = password_fault(field.data or "", self.email)
        if fault:
            raise ValidationError({
                PasswordFault.TOO_SHORT: _("Make it at least %(n)s characters long", n=SHORTEST_PASSWORD),
                PasswordFault.TOO_LONG: _("Make it at most %(n)s characters long", n=LONGEST_PASSWORD),
                PasswordFault.COMMON: _("Choose another: many people use this one"),
                PasswordFault.CONTEXT: _("Choose another: it is made of words that are easy to guess here"),
            }[fault])
