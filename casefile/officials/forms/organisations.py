"""Forms of organisations and posts."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.core.forms import Choice, Form, Line, Pick, Prose, UncertainDate
from casefile.officials import labels
from casefile.officials.forms.officials import Together
from casefile.officials.rules import Confidence, Formality, Level, OrganisationKind, RelationKind

_WHAT = ["kind", "level", "place_id"]
_BASIS = ["functions", "source"]


class Named(Together):
    """Names in two scripts; one is enough."""

    name_hangul = Line(_l("Name in Hangul"))
    name_latin = Line(_l("Name in Latin letters"),
                      description=_l("For a unit without a known name: “Unnamed unit at …”."))

    def contradictions(self) -> list[tuple[str, str]]:
        """A name in one script is enough."""
        if self.name_hangul.data or self.name_latin.data:
            return []
        return [("name_hangul", _("Enter the name in Hangul or in Latin letters"))]


class OrganisationForm(Form):
    """What an organisation is, as its page reads; its names change by renaming."""

    draftable = True
    sections = [(_l("What it is"), _WHAT), (_l("What it does, and who says so"), _BASIS)]

    kind = Choice(_l("Kind"), OrganisationKind, labels.ORGANISATION_KIND, required=_l("Choose a kind"))
    level = Choice(_l("Level"), Level, labels.LEVEL)
    place_id = Pick(_l("Place"))
    functions = Prose(_l("Functions"), longest=4000)
    source = Line(_l("Source"))


class NewOrganisationForm(Named, OrganisationForm):
    """An organisation being entered."""

    sections = [(_l("Name"), ["name_hangul", "name_latin", "since"]), *OrganisationForm.sections]

    since = UncertainDate(_l("Has borne this name since"))


class RenameForm(Named):
    """A new name from a time on; the name before keeps the time before."""

    draftable = True

    since = UncertainDate(_l("Renamed"), required=_l("Say when it was renamed, or choose Unknown"))
    source = Line(_l("Source"))


class RelationForm(Form):
    """What stands above an organisation."""

    draftable = True

    parent_id = Pick(_l("Stands above"), required=_l("Choose the organisation that stands above"),
                     description=_l("More than one is normal: state and Party lines run side by side."))
    kind = Choice(_l("In what way"), RelationKind, labels.RELATION_KIND,
                  required=_l("Choose in what way it stands above"))
    formality = Choice(_l("Formal or informal"), Formality, labels.FORMALITY, required=True, default=Formality.FORMAL)
    during = UncertainDate(_l("When"))
    source = Line(_l("Source"), required=_l("Say who or what tells us so"))
    confidence = Choice(_l("Confidence"), Confidence, labels.CONFIDENCE)


class PostForm(Together):
    """A post in an organisation."""

    draftable = True

    title_korean = Line(_l("Title in Korean"))
    title_english = Line(_l("Title in English"))
    rank = Line(_l("Rank level"), description=_l("As the source puts it, for example “colonel” or “department head”."))

    def contradictions(self) -> list[tuple[str, str]]:
        """A title in one language is enough."""
        if self.title_korean.data or self.title_english.data:
            return []
        return [("title_korean", _("Enter the title in Korean or in English"))]
