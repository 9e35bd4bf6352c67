"""Words for the vocabularies of cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from casefile.cases.rules import CaseKind, Check, Classification, Decision, Forum, Stage, Standard, Theme
from casefile.core.access import Permission, Role
from casefile.core.review import Action

STAGE = {
    Stage.INTAKE: _l("Intake"),
    Stage.PRELIMINARY: _l("Preliminary assessment"),
    Stage.PLAN: _l("Investigation plan"),
    Stage.BUILDING: _l("Building"),
    Stage.LEGAL: _l("Legal assessment"),
    Stage.ADVERSARIAL: _l("Adversarial review"),
    Stage.READY: _l("Dossier ready"),
    Stage.REFERRED: _l("Referred"),
    Stage.SUPPORT: _l("Support of proceedings"),
    Stage.DORMANT: _l("Dormant"),
    Stage.CLOSED: _l("Closed"),
}
THEME = {
    Theme.POLITICAL_CAMPS: _l("Political prison camps"),
    Theme.ORDINARY_PRISONS: _l("Ordinary prison system"),
    Theme.BELIEVERS: _l("Religious believers and others treated as subversive"),
    Theme.FLIGHT: _l("People who try to flee, and forced repatriation"),
    Theme.STARVATION: _l("Starvation"),
    Theme.ABDUCTION: _l("Abduction and enforced disappearance of foreign nationals"),
    Theme.FORCED_LABOUR: _l("Forced labour, at home and overseas"),
    Theme.OTHER: _l("Another theme"),
}
FORUM = {
    Forum.ICC_UNSC: _l("ICC, referral by the Security Council (Art. 13(b))"),
    Forum.ICC_TERR: _l("ICC, territory of a State Party (Art. 12(2)(a))"),
    Forum.ICC_NAT: _l("ICC, accused is a national of a State Party (Art. 12(2)(b))"),
    Forum.ICC_12_3: _l("ICC, declaration under Art. 12(3)"),
    Forum.ADHOC: _l("Ad hoc or hybrid tribunal"),
    Forum.ROK: _l("Courts of the Republic of Korea"),
    Forum.UJ: _l("Universal jurisdiction"),
    Forum.DOM_VIC: _l("State of the victims' nationality"),
    Forum.CIV: _l("Civil proceedings"),
    Forum.SANC: _l("Sanctions body"),
    Forum.TRUTH: _l("Truth, reparations or missing-persons process"),
    Forum.UNDECIDED: _l("Not decided yet"),
}
STANDARD = {
    Standard.LEAD: _l("Internal lead"),
    Standard.REASONABLE_BASIS: _l("Reasonable basis to proceed (Art. 15, 53(1))"),
    Standard.FACT_FINDING: _l("Reasonable grounds to believe, fact-finding"),
    Standard.ARREST: _l("Reasonable grounds to believe the person (Art. 58)"),
    Standard.CONFIRMATION: _l("Substantial grounds to believe (Art. 61)"),
    Standard.CONVICTION: _l("Beyond reasonable doubt (Art. 66)"),
    Standard.DOMESTIC: _l("Domestic standard"),
}
CLASSIFICATION = {
    Classification.INTERNAL: _l("Internal"),
    Classification.RESTRICTED: _l("Restricted: named members only"),
    Classification.STRICT: _l("Strictly restricted"),
}
KIND = {
    CaseKind.CASE: _l("Case against officials"),
    CaseKind.STRUCTURAL: _l("Structural case (contextual elements for the situation)"),
}
DECISION = {Decision.APPROVE: _l("Approve"), Decision.RETURN: _l("Return")}
# Of gaps; the values are those of casefile.cases.gaps.Severity.
SEVERITY = {"blocking": _l("Blocking"), "advisory": _l("Advisory")}
ROLE = {
    Role.LEGAL_EXPERT: _l("Legal expert"),
    Role.ANALYST: _l("Analyst"),
    Role.EVIDENCE_OFFICER: _l("Evidence officer"),
    Role.LEGAL_OFFICER: _l("Legal officer"),
    Role.REVIEWER: _l("Reviewer"),
    Role.PROTECTION_OFFICER: _l("Protection officer"),
    Role.LEAD: _l("Case lead"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.OBSERVER: _l("Observer (reads only)"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.STAFF: _l("Staff"),
}
# What a role may do, in the words of the team page.
DUTY = {
    Role.LEGAL_EXPERT: _l("Records incidents, witnesses, officials and evidence; drafts charges. "
                          "Approves nothing alone."),
    Role.ANALYST: _l("Records incidents, officials and evidence and links them. Does not draft charges."),
    Role.EVIDENCE_OFFICER: _l("Takes in and looks after evidence. Does not assess law."),
    Role.LEGAL_OFFICER: _l("Drafts charges and decides proposals of others."),
    Role.REVIEWER: _l("Decides proposals of others. Does not edit what is under review."),
    Role.PROTECTION_OFFICER: _l("The only role that may see who a witness is. Does not change evidence."),
    Role.LEAD: _l("Leads the work on the case, moves its stage, decides proposals of others."),
    Role.COORDINATOR: _l("Puts people on the team, moves the stage, generates dossiers. Does not see identities."),
    Role.OBSERVER: _l("Reads the case without witnesses and dossiers. Changes nothing."),
}
CHECK = {
    Check.SUMMARY: _l("The case has a summary of what is known and what is to be shown"),
    Check.LEAD: _l("The case has a lead"),
    Check.LEGAL_EXPERT: _l("A legal expert is on the team"),
    Check.CONFLICTS: _l("For everybody on the team it is declared that there is no conflict of interest"),
    Check.FORUM: _l("A target forum is chosen"),
    Check.SECOND_PERSON: _l("At least two people on the team may decide, so that nobody decides alone"),
    Check.NO_BLOCKING_GAPS: _l("No blocking gap is open"),
}
ACTION = {
    Action.CASE_STAGE: _l("Move of a case to another stage"),
    Action.DOSSIER_HANDOVER: _l("Handing over a dossier"),
    Action.CHARGE_APPROVED: _l("Approval of a charge, or its end"),
    Action.EVIDENCE_STATUS: _l("Status of an evidence item"),
    Action.EXCULPATORY_LOWER: _l("Lowering a mark that evidence speaks for a suspect"),
    Action.IDENTITY_OPEN: _l("Opening an identity without the protection officer"),
    Action.IDENTITY_SHRED: _l("Destroying the key of an identity"),
    Action.INCIDENT_STATUS: _l("Status of an incident"),
    Action.INTERVIEW_AGAIN: _l("Interview of somebody who gave a full interview before"),
    Action.OFFICIAL_MERGE: _l("Merging two records of one official"),
    Action.PERSON_MERGE: _l("Merging two records of one person"),
    Action.OFFICIAL_DESIGNATION: _l("Designation of an official"),
}
# What an entry of the history says was done.
HISTORY = {
    "created": _l("Added"),
    "changed": _l("Changed"),
    "removed": _l("Removed"),
    Permission.IDENTITY_REVEAL.value: _l("Identity shown"),
    Permission.EVIDENCE_ORIGINAL.value: _l("Original opened"),
    Permission.STATEMENT_READ.value: _l("Statement read"),
    "statements_searched": _l("Statements searched"),
    "identities_compared": _l("Identity compared with others of the case"),
    "mediator_shown": _l("Identity shown"),
    Permission.DOSSIER_DOWNLOAD.value: _l("Dossier downloaded"),
}
# Entries that tell of looking, not of changing.
LOOKS = frozenset({Permission.IDENTITY_REVEAL, Permission.EVIDENCE_ORIGINAL, Permission.DOSSIER_DOWNLOAD,
                   Permission.STATEMENT_READ, "statements_searched", "identities_compared", "mediator_shown"})
# Columns that no form has.
COLUMN = {
    "stage": _l("Stage"),
    "status": _l("Status"),
    "file_name": _l("File name"),
    "size": _l("Size in bytes"),
    "sha256": _l("Fingerprint (SHA-256)"),
    "role": _l("Role in this case"),
    "user_id": _l("Person"),
    "since": _l("On the team since"),
    "ended_at": _l("Off the team since"),
    "no_conflict_at": _l("No conflict of interest, declared"),
    "reason": _l("Reason"),
    "approved": _l("Approved"),
    "decision_reason": _l("Reason of the decision"),
}
# Values of those columns in words.
VALUES: dict[str, Mapping[Any, Any]] = {"stage": STAGE, "role": ROLE}
# Kinds of record, as the case page counts them.
COUNTED = {
    "incident": _l("Incidents"),
    "person": _l("Witnesses"),
    "official": _l("Officials"),
    "evidence": _l("Evidence"),
    "charge": _l("Charges"),
    "deadline": _l("Dates"),
    "dossier": _l("Dossiers"),
}
