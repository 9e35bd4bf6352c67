"""Pages of charges, the element matrix, propositions, and the law library."""

from flask_babel import lazy_gettext as _l

from casefile.cases.links import record_page
from casefile.core.access import Permission
from casefile.law import gaps, labels
from casefile.law.forms import ChargeForm, PropositionForm
from casefile.law.models import Charge, ChargeElement, Proposition
from casefile.law.routes import (
    assessments,
    balance,
    charges,
    cite,
    contexts,
    editions,
    elements,
    facts,
    forums,
    gap_list,
    library,
    links,
    matrix,
    panels,
    propositions,
)
from casefile.law.routes.blueprint import bp

__all__ = [
    "assessments", "balance", "bp", "charges", "cite", "contexts", "editions", "elements", "facts", "forums",
    "gap_list", "gaps", "library", "links", "matrix", "panels", "propositions",
]

record_page(Charge, "law.show", _l("Charge"), Permission.CHARGE_READ, prefix="C-", form=ChargeForm,
            columns={"status": (_l("Status"), labels.CHARGE_STATUSES)})
record_page(ChargeElement, "law.element", _l("Element of a charge"), Permission.CHARGE_READ)
record_page(Proposition, "law.proposition", _l("Proposition"), Permission.CHARGE_READ, prefix="P-",
            form=PropositionForm)
