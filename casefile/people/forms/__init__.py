"""Forms about witnesses and victims."""

from casefile.people.forms.consent import ConsentForm
from casefile.people.forms.grants import SettleForm
from casefile.people.forms.identity import IdentityForm, RevealForm, ShredForm, WindowForm
from casefile.people.forms.parts import EndPartForm, LinkIncidentForm, LinkPersonForm
from casefile.people.forms.person import FileForm, PersonFilters, PersonForm
from casefile.people.forms.protection import ProtectionForm

__all__ = [
    "ConsentForm", "EndPartForm", "FileForm", "IdentityForm", "LinkIncidentForm", "LinkPersonForm", "PersonFilters",
    "PersonForm", "ProtectionForm", "RevealForm", "SettleForm", "ShredForm", "WindowForm",
]
