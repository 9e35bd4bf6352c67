"""Pages of statements and interviews."""

from flask_babel import lazy_gettext as _l

from casefile.cases.links import record_page
from casefile.core.access import Permission
from casefile.statements import gaps, labels
from casefile.statements.forms import StatementForm
from casefile.statements.models import PlannedInterview, Statement
from casefile.statements.routes import accounts, comparison, interviews, paragraphs, statements
from casefile.statements.routes.blueprint import bp

__all__ = ["accounts", "bp", "comparison", "gaps", "interviews", "paragraphs", "statements"]

record_page(Statement, "statements.show", _l("Statement"), Permission.STATEMENT_READ, prefix="ST-",
            form=StatementForm, hides=("person_id", "key_owner", "evidence_id", "case_id"))
record_page(PlannedInterview, "statements.interview", _l("Planned interview"), Permission.PERSON_READ, prefix="IV-",
            hides=("person_id", "deadline_id", "statement_id", "planned_by", "interpreter_id", "needs"),
            columns={"state": (_l("Status"), labels.STATE), "type": (_l("Kind"), labels.TYPE)})
