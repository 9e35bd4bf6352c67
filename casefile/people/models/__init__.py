"""Records about witnesses and victims."""

from casefile.people.models.consent import ConsentGrant, ConsentVersion
from casefile.people.models.duplicates import ContactPrint, NotSamePerson, PersonMerge
from casefile.people.models.identity import Identity, IdentityReveal, IdentityShred, IdentityWindow, PersonAlias
from casefile.people.models.mediators import Intermediary, Interpreter, InterpreterTie, Introduction
from casefile.people.models.part import IncidentPerson
from casefile.people.models.person import Closed, OfPerson, Person, PersonCode, closed_to, readable_people, today
from casefile.people.models.protection import ProtectionEvent, Referral, RiskAssessment

__all__ = [
    "Closed", "ConsentGrant", "ConsentVersion", "ContactPrint", "Identity", "IdentityReveal", "IdentityShred",
    "IdentityWindow", "IncidentPerson", "Intermediary", "Interpreter", "InterpreterTie", "Introduction",
    "NotSamePerson", "OfPerson", "Person", "PersonAlias", "PersonCode", "PersonMerge", "ProtectionEvent",
    "Referral", "RiskAssessment", "closed_to", "readable_people", "today",
]
