"""Where something comes from: the columns that a batch and each of its items have in common."""

from __future__ import annotations

from sqlalchemy import ARRAY, CheckConstraint, String, text
from sqlalchemy.orm import Mapped, composite, declared_attr, mapped_column

from casefile.core.uncertain import DateEntry, entry_columns
from casefile.evidence.rules import Acquisition, Kind, Lawfulness, Medium, Payment, Sensitivity


class Provenance:
    """Where something comes from: said once for a batch, kept and corrected on each item.

    origin: who or what it comes from, in words. made: when its content came into being. obtained: when we or the
    collector got it; obtained_time: hour and zone, as known. circumstances: what is known about how it came to us.
    lawful: whether it was lawfully obtained (Art. 69(7)). payment: what was paid; a purchase is prohibited, and is
    written down where it happened. provider_terms: the agreement under which the provider gave it, and its conditions.
    """

    title: Mapped[str]
    kind: Mapped[Kind]
    sub_kind: Mapped[str | None]
    medium: Mapped[Medium | None]
    languages: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"), default=list)
    description: Mapped[str | None]
    origin: Mapped[str | None]
    author: Mapped[str | None]
    recipients: Mapped[str | None]
    made_where: Mapped[str | None]
    made_how: Mapped[str | None]
    acquisition: Mapped[Acquisition | None]
    obtained_by: Mapped[str | None]
    obtained_where: Mapped[str | None]
    obtained_time: Mapped[str | None]
    circumstances: Mapped[str | None]
    lawful: Mapped[Lawfulness | None]
    lawful_note: Mapped[str | None]
    payment: Mapped[Payment | None]
    payment_note: Mapped[str | None]
    provider: Mapped[str | None]
    provider_terms: Mapped[str | None]
    sensitivity: Mapped[Sensitivity]

    @declared_attr
    def made(cls) -> Mapped[DateEntry | None]:  # noqa: N805
        """When the content came into being."""
        return composite(DateEntry, *entry_columns("made"))

    @declared_attr
    def obtained(cls) -> Mapped[DateEntry | None]:  # noqa: N805
        """When it was obtained."""
        return composite(DateEntry, *entry_columns("obtained"))


COMMON = ("title", "kind", "sub_kind", "medium", "languages", "description", "origin", "author", "recipients",
          "made_where", "made_how", "acquisition", "obtained_by", "obtained_where", "obtained_time", "circumstances",
          "lawful", "lawful_note", "payment", "payment_note", "provider", "provider_terms", "sensitivity", "made",
          "obtained")


def date_checks() -> tuple[CheckConstraint, ...]:
    """A period begins before it ends."""
    return (CheckConstraint("made_earliest <= made_latest", name="made_order"),
            CheckConstraint("obtained_earliest <= obtained_latest", name="obtained_order"))
