"""Fields whose choices come from the law."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import Choice as Option
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from casefile.core.fields import Worded
from casefile.law import labels
from casefile.law.framework import Family, Framework, cite

ORDER = (Family.HUMANITY, Family.GENOCIDE, Family.AGGRESSION, Family.ORDINARY, Family.WAR)


def crime_choices(law: Framework) -> list[SelectChoice]:
    """Every crime of a body of law, grouped; crimes known by title alone are shown and cannot be chosen."""
    crimes = [(law, crime) for family in ORDER for crime in law.crimes if crime.family is family]
    return [
        SelectChoice(
            f"{law.id} {crime.code}", f"{labels.say(cite(crime.article))} {labels.say(crime.title)}",
            {} if crime.chargeable else {"disabled": True},
            str(labels.FAMILIES[crime.family]) if crime.chargeable
            else _("%(family)s: titles only, not chargeable yet", family=labels.FAMILIES[crime.family]))
        for law, crime in crimes]


def mode_offers(law: Framework) -> list[tuple[str, str]]:
    """The modes of liability: (code, words), in the order of the articles."""
    return [(mode.code, f"{labels.say(cite(mode.article))} {labels.say(mode.title)}") for mode in law.modes]


def ground_offers(law: Framework) -> list[tuple[str, str]]:
    """The grounds and bars: (code, words)."""
    return [(ground.code, f"{labels.say(ground.title)} ({', '.join(labels.say(cite(a)) for a in ground.articles)})"
             if ground.articles else labels.say(ground.title)) for ground in law.grounds]


def persecution_offers(law: Framework) -> list[tuple[str, str]]:
    """The grounds of persecution: (code, words)."""
    return [(ground.code, labels.say(ground.title)) for ground in law.persecution_grounds]


class CrimeField(Worded, SelectField):
    """One chargeable crime of the law; the value is (framework id, crime code)."""

    def __init__(self, label: Any, *, required: Any, **kwargs: Any) -> None:
        super().__init__(label, [InputRequired(required)], coerce=str, choices=[], **kwargs)

    def offer(self, law: Framework) -> None:
        """Set the law out of which a crime is chosen."""
        self.choices = [SelectChoice("", _("— choose —")), *crime_choices(law)]

    def process_data(self, value: Any) -> None:
        """A pair, or nothing."""
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        """A pair; whether it can be charged is seen once it is known what was offered."""
        value = valuelist[0] if valuelist else ""
        self.data = tuple(value.split(" ", 1)) if " " in value else None
        if value and self.data is None:
            raise ValueError(_("Choose one of the crimes listed"))

    def _value(self) -> str:
        return " ".join(self.data) if self.data else ""

    def iter_choices(self) -> Any:
        """The options with the present one marked."""
        return [self._option(choice) for choice in self.choices]

    def iter_groups(self) -> Any:
        """The same, under the headings of the families."""
        groups: dict[str | None, list[Option]] = {}
        for choice in self.choices:
            groups.setdefault(choice.optgroup, []).append(self._option(choice))
        return groups.items()

    def has_groups(self) -> bool:
        """There are always headings."""
        return True

    def _option(self, choice: SelectChoice) -> Option:
        return Option(choice.value, choice.label, choice.value == self._value(), choice.render_kw)

    def pre_validate(self, form: Any) -> None:
        """Only what can be charged."""
        known = {choice.value for choice in self.choices if not choice.render_kw}
        if self.data and self._value() not in known:
            raise ValidationError(_("Choose one of the crimes listed"))

    @property
    def words(self) -> str:
        """The article and title of the crime."""
        chosen = self._value()
        return next((str(choice.label) for choice in self.choices if chosen and choice.value == chosen), "")


class Codes(Worded, SelectMultipleField):
    """Several codes of the law out of those offered as (code, words)."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, [MayBeEmpty()], coerce=str, choices=[], **kwargs)

    def offer(self, offered: Iterable[tuple[str, str]]) -> None:
        """Set what may be ticked."""
        self.choices = [SelectChoice(code, text) for code, text in offered]

    def process_data(self, value: Any) -> None:
        """Codes."""
        self.data = list(value or [])

    def pre_validate(self, form: Any) -> None:
        """Only what was offered."""
        known = {choice.value for choice in self.choices}
        if any(code not in known for code in self.data or []):
            raise ValidationError(_("Choose among the options listed"))

    @property
    def words(self) -> str:
        """The words, joined."""
        return ", ".join(str(choice.label) for choice in self.choices if choice.value in (self.data or []))
