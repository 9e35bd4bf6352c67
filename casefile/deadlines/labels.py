"""Words for tasks and dates."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from casefile.deadlines import timing
from casefile.deadlines.rules import Kind, Priority, Rung, State, View, Whose
from casefile.deadlines.timing import Section

KIND = {
    Kind.COLLECTION: _l("Collection of material"),
    Kind.INTERVIEW: _l("Interview"),
    Kind.RECONTACT: _l("Contact again"),
    Kind.TRANSLATION: _l("Translation"),
    Kind.TRANSCRIPTION: _l("Transcription"),
    Kind.VERIFICATION: _l("Verification"),
    Kind.GEOLOCATION: _l("Geolocation"),
    Kind.CUSTODY_REVIEW: _l("Review of custody"),
    Kind.FIXITY_FOLLOWUP: _l("Follow-up of a fingerprint check"),
    Kind.MEDICAL_EXAM: _l("Medical examination"),
    Kind.EXPERT_COMMISSION: _l("Commission of an expert"),
    Kind.LEGAL_ASSESSMENT: _l("Legal assessment"),
    Kind.SECOND_REVIEW: _l("Second review"),
    Kind.EXONERATING_SEARCH: _l("Search for exonerating material"),
    Kind.REDACTION: _l("Redaction"),
    Kind.REDACTION_QC: _l("Check of a redaction"),
    Kind.CONSENT_RENEWAL: _l("Renewal of a consent"),
    Kind.PROTECTION_REVIEW: _l("Protection review"),
    Kind.RFA_RESPONSE: _l("Answer to a request for assistance"),
    Kind.PROVIDER_CONSULTATION: _l("Consultation of a provider"),
    Kind.DEADLINE_FILING: _l("Court or filing date"),
    Kind.STRUCTURE_RESEARCH: _l("Research on structures"),
    Kind.IDENTITY_RESOLUTION: _l("Resolution of an identity"),
    Kind.GAP_FILL: _l("Closing of a gap"),
    Kind.DISCLOSURE_REVIEW: _l("Disclosure review"),
    Kind.RECALL_NOTICE: _l("Notice of recall"),
    Kind.RETENTION_DECISION: _l("Decision on retention or disposal"),
    Kind.CONSENT_EXPIRY: _l("Consent expires"),
    Kind.CONSENT_REVIEW: _l("Review of a consent"),
    Kind.FIXITY_CYCLE: _l("Regular fingerprint check"),
    Kind.DOMESTIC_LIMITATION: _l("Domestic limitation period ends"),
    Kind.EMBARGO_END: _l("Embargo ends"),
    Kind.STAGE_REVIEW: _l("Review of the case stage"),
    Kind.FORUM_ASSESSMENT: _l("Forum assessment to be refreshed"),
    Kind.FAIR_TRIAL_ASSESSMENT: _l("Fair-trial assessment to be refreshed"),
    Kind.PERISHABLE_SOURCE: _l("Perishable source at risk"),
    Kind.PRESERVATION_LETTER: _l("Preservation letter or platform retention ends"),
    Kind.FOUR_EYES_PENDING: _l("Decision of a second person pending"),
}
PRIORITY = {
    Priority.URGENT: _l("Urgent"),
    Priority.HIGH: _l("High"),
    Priority.NORMAL: _l("Normal"),
    Priority.LOW: _l("Low"),
}
STATE = {
    State.OPEN: _l("Open"),
    State.IN_PROGRESS: _l("In progress"),
    State.IN_REVIEW: _l("In review"),
    State.BLOCKED: _l("Blocked"),
    State.DONE: _l("Done"),
    State.CANCELLED: _l("Cancelled"),
}
STATE_TONE = {State.OPEN: "neutral", State.IN_PROGRESS: "info", State.IN_REVIEW: "info", State.BLOCKED: "warn",
              State.DONE: "good", State.CANCELLED: "neutral"}
VIEW = {
    View.LATE: _l("Late"),
    View.MONTH: _l("In the next 30 days"),
    View.DONE: _l("Done"),
    View.ALL: _l("All, with what was cancelled"),
}
WHOSE = {Whose.MINE: _l("Mine, or I am the backup"), Whose.NOBODY: _l("The owner left the team")}
SECTION = {
    Section.LATE: _l("Late"),
    Section.TODAY: _l("Today"),
    Section.WEEK: _l("Within 7 days"),
    Section.LATER: _l("Later"),
}
RUNG = {
    Rung.OWNER: _l("as owner"),
    Rung.BACKUP: _l("as backup"),
    Rung.PROTECTION: _l("as protection officer"),
    Rung.LEAD: _l("as case lead"),
    Rung.COORDINATOR: _l("as coordinator"),
}


def distance(due_at: datetime, zone: str, now: datetime) -> str:
    """How far away a date is, in words: “4 days late”, “today”, “in 7 days”."""
    left = timing.days_left(due_at, zone, now)
    if timing.is_late(due_at, now):
        return ngettext("%(num)s day late", "%(num)s days late", -left) if left < 0 else _("late since today")
    if left <= 0:
        return _("today")
    return _("tomorrow") if left == 1 else ngettext("in %(num)s day", "in %(num)s days", left)


def occasion(code: str) -> str:
    """What a reminder said."""
    if code == timing.LATE:
        return _("The date has passed")
    days = int(code.removeprefix("before-"))
    return ngettext("%(num)s day before", "%(num)s days before", days) if days else _("On the day")
