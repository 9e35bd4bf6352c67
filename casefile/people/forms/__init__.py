"""Forms about witnesses and victims."""

from casefile.people.forms.consent import ConsentForm
from casefile.people.forms.duplicates import ApartForm, MergeForm, ReasonForm
from casefile.people.forms.grants import SettleForm
from casefile.people.forms.identity import IdentityForm, RevealForm, ShredForm, WindowForm
from casefile.people.forms.mediators import IntermediaryForm, InterpreterForm, IntroductionForm, TieForm, WhoForm
from casefile.people.forms.parts import EndPartForm, LinkIncidentForm, LinkPersonForm
from casefile.people.forms.person import FileForm, PersonFilters, PersonForm
from casefile.people.forms.protection import EventForm, OutcomeForm, ProtectionForm, ReferralForm

__all__ = [
    "ApartForm", "ConsentForm", "EndPartForm", "EventForm", "FileForm", "IdentityForm", "IntermediaryForm",
    "InterpreterForm", "IntroductionForm", "LinkIncidentForm", "LinkPersonForm", "MergeForm", "OutcomeForm",
    "PersonFilters", "PersonForm", "ProtectionForm", "ReasonForm", "ReferralForm", "RevealForm", "SettleForm",
    "ShredForm", "TieForm", "WhoForm", "WindowForm",
]
