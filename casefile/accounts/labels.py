"""Words for accounts, notifications and background jobs."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.accounts.rules import Language, Theme
from casefile.core.access import Role
from casefile.core.jobs import Job

LANGUAGE = {Language.EN: "English", Language.KO: "한국어"}
THEME = {Theme.AUTO: _l("As the device is set"), Theme.LIGHT: _l("Light"), Theme.DARK: _l("Dark")}
OFFICE_ROLE = {
    Role.COORDINATOR: _l("Coordinator: opens situations and cases"),
    Role.ADMINISTRATOR: _l("Administrator: accounts and settings, no case content"),
}

# What a job does, in the words of the person who asked for it.
JOB = {
    Job.BUILD_DOSSIER: _l("Dossier"),
    Job.CHECK_FIXITY: _l("Check of the fingerprints of evidence"),
    Job.SEND_MAIL: _l("E-mail"),
    Job.REMIND: _l("Reminders"),
    Job.SCHEDULE_DOSSIERS: _l("Scheduled dossiers"),
    Job.SWEEP_UP: _l("Housekeeping"),
    Job.CLOSE_GAP_TASKS: _l("Closing tasks whose gap is gone"),
}
# Step code -> words. A slice whose worker shows steps adds its own: `JOB_STEP["cover"] = _l("Writing the cover")`.
JOB_STEP: dict[str, Any] = {}
# Error code -> what failed, what is kept, what to do.
JOB_ERROR: dict[str, Any] = {
    "worker_died": _l("The worker stopped several times while doing this. Nothing of it was stored. "
                      "Retry; if it fails again, tell an administrator the reference."),
    "unexpected": _l("Something went wrong that the application did not expect. Nothing of it was stored. "
                     "Retry; if it fails again, tell an administrator the reference."),
    "store_unavailable": _l("The file store did not answer. Nothing is lost, and nothing was changed. The job is tried "
                            "again by itself as soon as the store answers."),
    "mail_not_taken": _l("The mail server did not take the message. It is kept and can be sent again."),
    "mail_no_address": _l("The account has no e-mail address that can be written to. An administrator corrects it."),
}


def notification(kind: str, codes: dict[str, Any]) -> str:
    """One line that tells what happened; codes holds references and dates only."""
    reference = codes.get("reference", "")
    words = {
        "dossier_ready": _("The dossier %(reference)s is ready.", reference=reference),
        "dossier_failed": _("The dossier %(reference)s could not be built.", reference=reference),
        "factor_changed": _("Your second factor was changed or a recovery code was used. If it was not you, say so."),
        "factor_reset_waiting": _("A lost second factor waits for a second person."),
        "factor_reset_decided": _("Your proposal about a lost second factor was decided."),
        "deadline_near": _("The date %(reference)s is near.", reference=reference),
        "deadline_late": _("The date %(reference)s has passed.", reference=reference),
        "review_waiting": _("A proposal on %(reference)s waits for a decision.", reference=reference),
        "review_decided": _("Your proposal on %(reference)s was decided.", reference=reference),
        "interview_waiting": _("An interview with %(reference)s waits for the protection officer.",
                               reference=reference),
        "protection_alert": _("Urgent: something touches the safety of %(reference)s.", reference=reference),
        "integrity_alert": _("The file of %(reference)s no longer has the fingerprint it was received with.",
                             reference=reference),
        "time_authority_silent": _("The time authority cannot be reached. %(reference)s waits; nothing is lost, and it "
                                   "is asked again.", reference=reference),
        "time_not_believed": _("The time authority's answer for %(reference)s was not kept: it does not hold. Look at "
                               "why.", reference=reference),
        "identity_revealed": _("The identity of %(reference)s was opened.", reference=reference),
        "identity_asked": _("Somebody asks to open the identity of %(reference)s without its protection officer.",
                            reference=reference),
        "identity_window": _("Two people agreed: the identity of %(reference)s is open to one of them for an hour.",
                             reference=reference),
        "identity_shredded": _("The identity of %(reference)s was destroyed for good.", reference=reference),
        "consent_withdrawn": _("%(reference)s has withdrawn consent.", reference=reference),
        "consent_expired": _("The consent of %(reference)s has ended.", reference=reference),
        "exculpatory_flag": _("%(reference)s was flagged as speaking for a suspect.", reference=reference),
        "job_failed": _("A job you asked for failed. It can be tried again."),
        "evidence_shaken": _("%(reference)s may not carry what rests on it any more. Look again.", reference=reference),
        "verification_wanted": _("%(reference)s was sent for verification.", reference=reference),
        "transfer_waiting": _("The original of %(reference)s is handed over to you. Confirm or refuse.",
                              reference=reference),
        "privilege_asked": _("You were asked whether %(reference)s is privileged.", reference=reference),
        "privilege_answered": _("It was answered whether %(reference)s is privileged.", reference=reference),
        "transfer_answered": _("The handing over of %(reference)s was answered.", reference=reference),
    }
    return words.get(kind) or _("There is something new about %(reference)s.", reference=reference)


# Kinds that somebody must act on stand out.
URGENT = frozenset({"factor_changed", "dossier_failed", "deadline_late", "integrity_alert", "consent_withdrawn",
                    "job_failed", "transfer_waiting", "privilege_asked", "time_not_believed", "identity_asked",
                    "identity_window", "protection_alert"})
