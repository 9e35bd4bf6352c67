"""Pages of evidence."""

from flask_babel import lazy_gettext as _l

from casefile.cases.links import link_to, record_page
from casefile.core.access import Permission
from casefile.evidence import gaps, labels
from casefile.evidence.forms import EvidenceForm
from casefile.evidence.models import (
    AxisMove,
    Backing,
    CustodyTransfer,
    Evidence,
    Grade,
    PrivilegeReview,
    TimeManifest,
)
from casefile.evidence.routes import (
    backing,
    bulk,
    custody,
    intake,
    items,
    links,
    lists,
    manifests,
    privilege,
    sharing,
    sources,
    status,
    uploads,
    viewing,
    work,
)
from casefile.evidence.routes.blueprint import bp

__all__ = ["backing", "bp", "bulk", "custody", "gaps", "intake", "items", "links", "lists", "manifests", "privilege",
           "sharing",
           "sources", "status", "uploads", "viewing", "work"]

record_page(Evidence, "evidence.show", _l("Evidence"), Permission.EVIDENCE_READ, prefix="EV-", form=EvidenceForm,
            hides=("serial", "home_case_id", "batch_id", "mime_declared", "mime_found", "ern_start", "ern_end",
                   "family_id", "parent_id", "derivation"),
            columns={**labels.AXES, "headline": (_l("Status"), labels.HEADLINE)})

# Records without a page of their own: their history reads on the item's.
for _model, _name in ((AxisMove, _l("Move of an item")), (CustodyTransfer, _l("Transfer of an original")),
                      (Grade, _l("Grade of an item")), (PrivilegeReview, _l("Privilege review")),
                      (Backing, _l("Evidence of a claim")), (TimeManifest, _l("Manifest of new files"))):
    link_to(_model.__tablename__, _name, Permission.EVIDENCE_READ)(lambda _id: None)
