"""Forms of charges, propositions and links."""

from casefile.law.forms.charges import ChargeForm, MoveForm, NewChargeForm, PleadForm
from casefile.law.forms.proof import AttachForm, LinkDetailsForm, LinkForm, PropositionForm, ReasonForm

__all__ = ["AttachForm", "ChargeForm", "LinkDetailsForm", "LinkForm", "MoveForm", "NewChargeForm", "PleadForm",
           "PropositionForm", "ReasonForm"]
