"""Forms of officials and structures."""

from casefile.officials.forms.command import AsOf
from casefile.officials.forms.facts import FactForm, MeasureForm, form_for
from casefile.officials.forms.filters import OfficialFilters, OrganisationFilters
from casefile.officials.forms.links import CaseRoleForm, InvolvementForm, PickOfficialForm, ReasonForm
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

__all__ = [
    "AsOf",
    "CaseOfficialForm",
    "CaseRoleForm",
    "DesignationForm",
    "FactForm",
    "HoldingForm",
    "InvolvementForm",
    "MeasureForm",
    "NameForm",
    "NewHoldingForm",
    "NewOfficialForm",
    "NewOrganisationForm",
    "OfficialDetails",
    "OfficialFilters",
    "OfficialForm",
    "OrganisationFilters",
    "OrganisationForm",
    "PickOfficialForm",
    "PostForm",
    "ReasonForm",
    "RelationForm",
    "RenameForm",
    "form_for",
]
