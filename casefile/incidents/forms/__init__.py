"""Forms of incidents and places."""

from casefile.incidents.forms.filters import IncidentFilters, PlaceFilters
from casefile.incidents.forms.incidents import FileForm, IncidentEntryForm, IncidentForm, StatusForm
from casefile.incidents.forms.parts import ActForm, IncidentLinkForm, ReasonForm
from casefile.incidents.forms.places import GazetteerFile, GazetteerImport, PlaceForm

__all__ = [
           "ActForm",
           "FileForm",
           "GazetteerFile",
           "GazetteerImport",
           "IncidentEntryForm",
           "IncidentFilters",
           "IncidentForm",
           "IncidentLinkForm",
           "PlaceFilters",
           "PlaceForm",
           "ReasonForm",
           "StatusForm",
]
