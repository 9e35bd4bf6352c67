"""The languages people read in, and the form in which each writes dates."""

from __future__ import annotations

# language -> Babel locale: days before months in English, as courts outside the United States write.
LOCALES = {"en": "en_GB", "ko": "ko"}


def locale_of(language: str) -> str:
    """The Babel locale of a language; English for one that is not spoken here."""
    return LOCALES.get(language, LOCALES["en"])
