"""Statements and their paragraphs, accounts given elsewhere, questions, planned interviews, comparisons."""

from casefile.statements.models.accounts import OpenQuestion, PriorAccount
from casefile.statements.models.comparison import ConsistencyNote
from casefile.statements.models.interview import PlannedInterview
from casefile.statements.models.paragraph import Paragraph, ParagraphVersion
from casefile.statements.models.statement import Annex, Attendance, Statement

__all__ = ["Annex", "Attendance", "ConsistencyNote", "OpenQuestion", "Paragraph", "ParagraphVersion",
           "PlannedInterview", "PriorAccount", "Statement"]
