"""Sign-in and account forms."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from typing import Any

from email_validator import EmailNotValidError
from email_validator import validate_email as read_address
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from casefile.accounts import labels
from casefile.accounts.rules import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    Language,
    PasswordFault,
    Theme,
    password_fault,
)
from casefile.core.access import Role
from casefile.core.forms import Choice, Choices, Form, Line, Prose, Tick


class SignInForm(Form):
    """Address and password."""

    email = StringField(_l("E-mail address"), [InputRequired(_l("Enter your e-mail address"))],
                        render_kw={"autocomplete": "username", "type": "email", "maxlength": 254})
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password"))],
                             render_kw={"autocomplete": "current-password", "maxlength": LONGEST_PASSWORD})
    next = HiddenField()


def new_password() -> PasswordField:
    """The field for a new password; the rules are length and a block list, nothing else."""
    hint = _l("At least %(n)s characters. A sentence is easier to remember and harder to guess.", n=SHORTEST_PASSWORD)
    return PasswordField(_l("New password"), [InputRequired(_l("Enter a new password")), check_password],
                         description=hint, render_kw={"autocomplete": "new-password", "maxlength": LONGEST_PASSWORD})


def check_password(form: Any, field: Any) -> None:
    """Validator: say in words what is wrong with a new password."""
    fault = password_fault(field.data or "", form.email)
    if fault:
        raise ValidationError({
            PasswordFault.TOO_SHORT: _("Make it at least %(n)s characters long", n=SHORTEST_PASSWORD),
            PasswordFault.TOO_LONG: _("Make it at most %(n)s characters long", n=LONGEST_PASSWORD),
            PasswordFault.COMMON: _("Choose another: many people use this one"),
            PasswordFault.CONTEXT: _("Choose another: it is made of words that are easy to guess here"),
        }[fault])


class NewPasswordForm(Form):
    """The first password."""

    password = new_password()

    def __init__(self, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(**kwargs)


class ChangePasswordForm(Form):
    """A new password in place of the present one."""

    present = PasswordField(_l("Present password"), [InputRequired(_l("Enter your present password"))],
                            render_kw={"autocomplete": "current-password", "maxlength": LONGEST_PASSWORD})
    password = new_password()

    def __init__(self, email: str, is_present: Callable[[str], bool], **kwargs: Any) -> None:
        self.email, self.is_present = email, is_present
        super().__init__(**kwargs)

    def validate_present(self, field: Any) -> None:
        """Whoever finds an open screen must not be able to lock its owner out."""
        if not self.is_present(field.data or ""):
            raise ValidationError(_("This is not your present password"))


def code_field() -> StringField:
    """The field for a code of the second factor."""
    return StringField(_l("Code"), [InputRequired(_l("Enter the code"))],
                       description=_l("Six digits of the app, or a recovery code."),
                       render_kw={"autocomplete": "one-time-code", "maxlength": 60, "spellcheck": "false"})


class CodeForm(Form):
    """A code of the second factor, alone."""

    code = code_field()
    next = HiddenField()


class ConfirmForm(Form):
    """The password again, and a code of whoever has a second factor."""

    password = PasswordField(_l("Your password"), [InputRequired(_l("Enter your password"))],
                             render_kw={"autocomplete": "current-password", "maxlength": LONGEST_PASSWORD})
    code = code_field()

    def __init__(self, *, with_code: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not with_code:
            del self.code

    @classmethod
    def for_person(cls, *, with_code: bool) -> ConfirmForm:
        """The form, empty, on a page that another form was sent to."""
        return cls(with_code=with_code, reading=True)


def check_zone(_form: Any, field: Any) -> None:
    """Validator: a zone the time zone database knows."""
    if field.data not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no time zone of this name; write for example Asia/Seoul or Europe/Berlin"))


class ProfileForm(Form):
    """How the application speaks to one person."""

    name = Line(_l("Name"), required=_l("Enter your name"), description=_l("As colleagues see it, in either script."))
    locale = Choice(_l("Language"), Language, labels.LANGUAGE, required=True, default=Language.EN)
    timezone = Line(_l("Time zone"), required=_l("Enter a time zone"), validators=[check_zone],
                    description=_l("Region and city, for example Asia/Seoul. Times of the application follow it; dates "
                                   "of events are never shifted."))
    theme = Choice(_l("Colours"), Theme, labels.THEME, required=True, default=Theme.AUTO)
    shortcuts = Tick(_l("Single-key shortcuts"), description=_l("For example / for the search; ? lists them all."))


class UserForm(Form):
    """An account, for administrators."""

    name = Line(_l("Name"), required=_l("Enter a name"), description=_l("As colleagues see it, in either script."))
    email = Line(_l("E-mail address"), required=_l("Enter an e-mail address"), longest=254,
                 render_kw={"autocomplete": "off"})
    office_roles = Choices(_l("Roles for the whole office"), Role, labels.OFFICE_ROLE,
                           description=_l("Roles in a case are given on the team page of the case."))
    locale = Choice(_l("Language"), Language, labels.LANGUAGE, required=True, default=Language.EN)
    timezone = Line(_l("Time zone"), required=_l("Enter a time zone"), default="Asia/Seoul", validators=[check_zone])

    def __init__(self, taken: Callable[[str], bool], **kwargs: Any) -> None:
        self.taken = taken
        super().__init__(**kwargs)

    def validate_email(self, field: Any) -> None:
        """An address that can exist and that no account has yet."""
        try:
            field.data = read_address(field.data, check_deliverability=False).normalized.lower()
        except EmailNotValidError:
            raise ValidationError(_("Write an address like name@example.org")) from None
        if self.taken(field.data):
            raise ValidationError(_("There is an account with this address already"))


class OfficeRolesForm(Form):
    """Roles that hold everywhere."""

    office_roles = Choices(_l("Roles for the whole office"), Role, labels.OFFICE_ROLE,
                           description=_l("Roles in a case are given on the team page of the case."))


class ReasonForm(Form):
    """Why an account is closed or opened again."""

    reason = Prose(_l("Reason"), required=_l("Say why; it is kept in the history"), longest=1000)


class UserFilter(PlainForm):
    """Which accounts to list."""

    q = Line(_l("Name or address"))
