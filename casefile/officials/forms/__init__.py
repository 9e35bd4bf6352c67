"""Forms of officials and structures."""

from casefile.incidents.forms import ReasonForm
from casefile.officials.forms.command import AsOf
from casefile.officials.forms.facts import FORMS
from casefile.officials.forms.filters import OfficialFilters, OrganisationFilters
from casefile.officials.forms.links import CaseRoleForm, InvolvementForm, PickOfficialForm, UnitInvolvementForm
from casefile.officials.forms.officials import (
    CaseOfficialForm,
    DesignationForm,
    HoldingForm,
    NameForm,
    NewHoldingForm,
    NewOfficialForm,
    OfficialDetails,
    OfficialForm,
)
from casefile.officials.forms.organisations import (
    NewOrganisationForm,
    OrganisationForm,
    PostForm,
    RelationForm,
    RenameForm,
)
from casefile.officials.forms.pairs import (
    OfficialApartForm,
    OfficialMergeForm,
    SpellingFilters,
    SpellingForm,
    TryForm,
    TurnSpellingForm,
)

__all__ = [
    "FORMS", "AsOf", "CaseOfficialForm", "CaseRoleForm", "DesignationForm", "HoldingForm", "InvolvementForm",
    "NameForm", "NewHoldingForm", "NewOfficialForm", "NewOrganisationForm", "OfficialApartForm",
    "OfficialDetails", "OfficialFilters", "OfficialForm", "OfficialMergeForm", "OrganisationFilters",
    "OrganisationForm", "PickOfficialForm", "PostForm", "ReasonForm", "RelationForm", "RenameForm",
    "SpellingFilters", "SpellingForm", "TryForm", "TurnSpellingForm", "UnitInvolvementForm",
]
