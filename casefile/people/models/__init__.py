"""Records about witnesses and victims."""

from casefile.people.models.consent import ConsentGrant, ConsentVersion
from casefile.people.models.identity import Identity, IdentityReveal, IdentityShred, IdentityWindow, PersonAlias
from casefile.people.models.part import IncidentPerson
from casefile.people.models.person import Closed, OfPerson, Person, PersonCode, closed_to, readable_people, today

__all__ = [
    "Closed", "ConsentGrant", "ConsentVersion", "Identity", "IdentityReveal", "IdentityShred", "IdentityWindow",
    "IncidentPerson", "OfPerson", "Person", "PersonAlias", "PersonCode", "closed_to", "readable_people", "today",
]
