"""Pages of evidence."""

from flask_babel import lazy_gettext as _l

from casefile.cases.links import record_page
from casefile.core.access import Permission
from casefile.evidence import gaps, labels
from casefile.evidence.forms import EvidenceForm
from casefile.evidence.models import Evidence
from casefile.evidence.routes import intake, items, links, lists, sources, status
from casefile.evidence.routes.blueprint import bp

__all__ = ["bp", "gaps", "intake", "items", "links", "lists", "sources", "status"]

record_page(Evidence, "evidence.show", _l("Evidence"), Permission.EVIDENCE_READ, prefix="EV-", form=EvidenceForm,
            hides=("serial", "home_case_id", "batch_id", "mime_declared", "mime_found", "ern_start", "ern_end"),
            columns={**labels.AXES, "headline": (_l("Status"), labels.HEADLINE)})
