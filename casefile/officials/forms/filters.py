"""Filters of the registers, read from the URL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from flask_babel import lazy_gettext as _l

from casefile.core.forms import Line, Pick
from casefile.incidents.forms.filters import Among, Filters
from casefile.officials import labels
from casefile.officials.rules import Designation, Level, OrganisationKind
from casefile.officials.service import Matching


class OfficialFilters(Filters):
    """What a list of officials is filtered by."""

    text = Line(_l("Name in any spelling, or reference"))
    organisation_id = Pick(_l("Held a post in"))
    designation = Among(_l("Designation"), Designation, labels.DESIGNATION)

    @property
    def matching(self) -> Matching:
        """The filters as the service takes them."""
        return Matching(**self.chosen)

    def matching_with(self, meant: Iterable[UUID]) -> Matching:
        """The filters, with whoever is meant by the name."""
        return replace(self.matching, meant=tuple(meant))


class OrganisationFilters(Filters):
    """What the register of organisations is filtered by."""

    text = Line(_l("Name, old or new, or reference"))
    kind = Among(_l("Kind"), OrganisationKind, labels.ORGANISATION_KIND)
    level = Among(_l("Level"), Level, labels.LEVEL)
