"""Forms of charges, propositions, links and assessments."""

from casefile.law.forms.assessing import AssessForm, CiteForm, PropositionStatusForm
from casefile.law.forms.balance import FillForm, MemoForm, SearchForm
from casefile.law.forms.charges import ChargeForm, MoveForm, NewChargeForm, PleadForm
from casefile.law.forms.proof import AttachForm, LinkDetailsForm, LinkForm, PropositionForm, ReasonForm

__all__ = [
    "AssessForm", "AttachForm", "ChargeForm", "CiteForm", "FillForm", "LinkDetailsForm", "LinkForm", "MemoForm",
    "MoveForm", "NewChargeForm", "PleadForm", "PropositionForm", "PropositionStatusForm", "ReasonForm", "SearchForm",
]
