"""Words for dossiers, their jobs and schedules."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.accounts.labels import JOB_ERROR, JOB_STEP
from casefile.dossiers.gate import Rule, Verdict
from casefile.dossiers.rules import Day, Kind, Language, Method

KIND = {Kind.INTERNAL: _l("Internal dossier"), Kind.PARTNER: _l("Dossier for a partner")}
METHOD = {
    Method.DOWNLOAD: _l("Downloaded by one of us"),
    Method.IN_PERSON: _l("Handed over in person"),
    Method.COURIER: _l("By courier"),
    Method.SECURE_LINK: _l("Through a secure link"),
}
VERDICT = {Verdict.PASS: _l("Passes"), Verdict.ASK: _l("To be answered"), Verdict.BLOCK: _l("Blocks")}
VERDICT_TONE = {Verdict.PASS: "good", Verdict.ASK: "warn", Verdict.BLOCK: "bad"}
RULE = {
    Rule.COMPETENT: _l("The recipient is an authority that may have it, or an accepted body of the United Nations"),
    Rule.SUBJECT: _l("The matter is a core international crime: the case has charges"),
    Rule.FAIR_TRIAL: _l("Fair trial and human rights in that state"),
    Rule.DEATH: _l("Death penalty, and the written assurance against it"),
    Rule.ABSENTIA: _l("Trial in absence under universal jurisdiction"),
    Rule.RELEVANCE: _l("Everything in it belongs to the request"),
    Rule.CONSENT: _l("Everybody’s consent covers recipient, purpose and what may be told today"),
    Rule.LEAD_ONLY: _l("Nothing in it was given as a lead only"),
    Rule.PROTECT: _l("The risk to everybody in it is assessed and up to date"),
    Rule.PRIVILEGE: _l("Nothing in it is privileged or sealed"),
    Rule.INTEGRITY: _l("The fingerprints of the items matched when they were last checked"),
    Rule.EXCULPATORY: _l("What speaks for the officials is in it, or its absence is explained"),
    Rule.TWO: _l("Two different people answer for it"),
}
LANGUAGE = {Language.EN: "English", Language.KO: "한국어"}
DAY = {
    Day.MONDAY: _l("Every Monday"),
    Day.TUESDAY: _l("Every Tuesday"),
    Day.WEDNESDAY: _l("Every Wednesday"),
    Day.THURSDAY: _l("Every Thursday"),
    Day.FRIDAY: _l("Every Friday"),
    Day.SATURDAY: _l("Every Saturday"),
    Day.SUNDAY: _l("Every Sunday"),
    Day.DAILY: _l("Every day"),
}

JOB_STEP.update({
    "collecting": _l("Collecting what the case holds"),
    "checking": _l("Checking the fingerprint of every exhibit"),
    "typesetting": _l("Setting the pages"),
    "packing": _l("Packing the file"),
    "storing": _l("Storing the file"),
})
JOB_ERROR.update({
    "dossier_memory": _l("The dossier needs more memory than typesetting is allowed. Nothing was stored. "
                         "Tell an administrator."),
    "dossier_time": _l("Typesetting took longer than is allowed. Nothing was stored. "
                       "Retry when the machine is less busy."),
    "dossier_fonts": _l("The print fonts are not installed on the worker. Tell an administrator, then retry."),
    "dossier_refused": _l("The typesetter refused the dossier because it would break the PDF/A standard. "
                          "Nothing was stored. Tell an administrator the reference."),
    "dossier_unsettled": _l("The page references could not be settled. Nothing was stored. "
                            "Tell an administrator the reference."),
    "dossier_stopped": _l("The typesetter stopped without a result. Nothing was stored. Retry."),
    "dossier_contradiction": _l("The records of the case contradict each other, so that the dossier would too. "
                                "Nothing was stored. Tell an administrator the reference."),
    "dossier_consent": _l("A consent changed while the dossier was built. Nothing was stored. Ask for it again."),
    "dossier_named": _l("The finished file names somebody who stands in it by code, or gives a number or birth date of "
                        "theirs. Nothing was stored. Take it out of titles, texts and reasons, and ask again."),
    "storage_full": _l("There is no room to store the dossier. Tell an administrator, then retry."),
    "not_on_team": _l("You are no longer on the team of this case, so the dossier was not built."),
})
