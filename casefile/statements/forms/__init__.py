"""Forms of statements, paragraphs, earlier accounts, questions, interviews and comparisons."""

from casefile.statements.forms.accounts import AccountForm, QuestionForm, SettleForm
from casefile.statements.forms.comparison import CompareForm, NoteForm
from casefile.statements.forms.interviews import OfficerForm, PlanForm
from casefile.statements.forms.paragraphs import ParagraphForm, PasteForm, SearchForm
from casefile.statements.forms.statements import (
    AnnexForm,
    AttendanceForm,
    ReasonForm,
    StatementCorrectionForm,
    StatementEntryForm,
    StatementForm,
)

__all__ = [
    "AccountForm", "AnnexForm", "AttendanceForm", "CompareForm", "NoteForm", "OfficerForm", "ParagraphForm",
    "PasteForm", "PlanForm", "QuestionForm", "ReasonForm", "SearchForm", "SettleForm", "StatementCorrectionForm",
    "StatementEntryForm", "StatementForm",
]
