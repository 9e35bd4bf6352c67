"""Words for the work on an item: what a move needs, grades, numbers, transfers, custody entries."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from casefile.cases.labels import ROLE
from casefile.core.access import CASE_ROLES
from casefile.evidence.rules import (
    Agreement,
    Code,
    Information,
    Lawfulness,
    Medium,
    Method,
    Need,
    Payment,
    Privilege,
    PrivilegeAnswer,
    Relation,
    Scan,
    Source,
    Step,
    TransferState,
)

NEED = {
    Need.ORIGIN: _l("Record where the item comes from."),
    Need.ACQUISITION: _l("Record how it was obtained."),
    Need.HASH: _l("Its fingerprint does not stand in the custody log."),
    Need.SECOND_COPY: _l("Say where the second copy is kept."),
    Need.VIRUS_CHECK: _l("Record that it was checked for harmful code."),
    Need.RECEIVED: _l("Its receipt does not stand in the custody log."),
    Need.INTACT: _l("There is an integrity alert on this item. Resolve it first."),
    Need.PLAN: _l("Write down the plan of verification."),
    Need.ALL_METHODS: _l("Record the method by which who, what, where and when were checked, each."),
    Need.A_METHOD: _l("Record the method by which at least one of who, what, where and when was checked."),
    Need.GRADE: _l("Grade the source and the information, with reasons."),
    Need.CONTRARY: _l("Name the item that speaks against it."),
    Need.RELEVANCE: _l("Answer what it is relevant to."),
    Need.PROBATIVE: _l("Answer what probative value it has."),
    Need.PREJUDICE: _l("Answer what prejudice it may cause."),
    Need.LAWFULNESS: _l("Answer whether it was lawfully obtained, with the memo on Art. 69(7)."),
    Need.PRIVILEGE: _l("Answer whether it is privileged."),
    Need.REVISED: _l("It is a machine draft. Somebody has to revise it first."),
    Need.CODE: _l("Choose the reason code."),
    Need.CONDITION: _l("Name the item that holds the provider’s condition."),
    Need.CONSENT: _l("Name the item that holds the provider’s written consent."),
    Need.WITHDRAWAL: _l("Name the record of the withdrawal."),
    Need.MEMO: _l("Somebody who is not on the case examines it and writes a memo."),
    Need.NO_HOLD: _l("There is a legal hold on this item. It must be lifted first."),
    Need.RETENTION: _l("The day until which it must be kept is not recorded, or not over."),
    Need.CERTIFICATE: _l("Name the certificate."),
    Need.UNTIL: _l("Enter the day on which the embargo ends."),
    Need.NO_FLAG: _l("Somebody says that it speaks for a suspect. Choose a class that says so, or have the "
                     "flag lowered."),
    Need.BACK: _l("It is out on transfer. The other side confirms it, or it comes back."),
}
STEP = {
    Step.PRESERVED: _l("The original is preserved"),
    Step.VERIFIED: _l("It is verified, wholly or in part"),
    Step.ADMISSIBLE: _l("It is likely admissible, or on conditions"),
    Step.PRIVILEGE: _l("It is not privileged, or was cleared"),
    Step.CLASSIFIED: _l("It has a disclosure class"),
    Step.REVISED: _l("It is no machine draft"),
    Step.USABLE: _l("It is not sealed, withdrawn or a lead only"),
    Step.UNDISPUTED: _l("It is not disputed or refuted"),
    Step.INTACT: _l("Its file is intact"),
}
CODE = {
    Code.RELEVANCE: _l("Not relevant"),
    Code.PROBATIVE: _l("No probative value"),
    Code.PREJUDICE: _l("Prejudice outweighs its value"),
    Code.VIOLATION: _l("Obtained by a violation, Art. 69(7)"),
    Code.AUTHENTICITY: _l("Not authentic"),
    Code.PRIVILEGE: _l("Privileged"),
    Code.WORK_PRODUCT: _l("Internal work product, Rule 81(1)"),
    Code.PROVIDER: _l("Confidentiality of the provider, Art. 54(3)(e)"),
    Code.PROTECTION: _l("Protection of a person, Art. 68"),
    Code.SECURITY: _l("National security, Art. 72"),
}
PRIVILEGE = {
    Privilege.NOT_EXAMINED: _l("Not examined"),
    Privilege.NONE: _l("Not privileged"),
    Privilege.CLAIMED: _l("Privilege claimed"),
    Privilege.CLEARED: _l("Cleared"),
}
LAWFULNESS = {
    Lawfulness.LAWFUL: _l("Lawfully obtained"),
    Lawfulness.IN_DOUBT: _l("In doubt"),
    Lawfulness.VIOLATION: _l("Obtained by a violation"),
}
PAYMENT = {
    Payment.NONE: _l("Nothing was paid"),
    Payment.EXPENSES: _l("Expenses only"),
    Payment.PURCHASE: _l("It was paid for (prohibited)"),
}
MEDIUM = {
    Medium.DIGITAL: _l("Digital from the start"),
    Medium.PAPER: _l("Paper"),
    Medium.FILM: _l("Film or tape"),
    Medium.OBJECT: _l("An object"),
    Medium.UNKNOWN: _l("Not known"),
}
RELATION = {
    Relation.ATTACHMENT: _l("Attachment"),
    Relation.TRANSLATION: _l("Translation"),
    Relation.TRANSCRIPT: _l("Transcript"),
    Relation.REDACTION: _l("Redacted version"),
    Relation.EXTRACT: _l("Extract or clip"),
    Relation.ENHANCEMENT: _l("Enhanced version"),
    Relation.TEXT_LAYER: _l("Text layer"),
    Relation.SUMMARY: _l("Summary"),
}
PRIVILEGE_ANSWER = {PrivilegeAnswer.CLEARED: _l("Not privileged: the seal is lifted"),
                    PrivilegeAnswer.PRIVILEGED: _l("Privileged: it stays sealed")}
METHOD = {
    Method.HUMAN: _l("By a person"),
    Method.MACHINE_DRAFT: _l("By a machine, draft"),
    Method.MACHINE_REVIEWED: _l("By a machine, revised by a person"),
    Method.CERTIFIED: _l("Certified"),
}
SOURCE = {
    Source.A: _l("A – completely reliable"),
    Source.B: _l("B – usually reliable"),
    Source.C: _l("C – fairly reliable"),
    Source.D: _l("D – not usually reliable"),
    Source.E: _l("E – unreliable"),
    Source.F: _l("F – cannot be judged"),
}
INFORMATION = {
    Information.CONFIRMED: _l("1 – confirmed by independent sources"),
    Information.PROBABLE: _l("2 – probably true"),
    Information.POSSIBLE: _l("3 – possibly true"),
    Information.DOUBTFUL: _l("4 – doubtful"),
    Information.IMPROBABLE: _l("5 – improbable"),
    Information.UNKNOWN: _l("6 – truth cannot be judged"),
}
SHEET = {
    "opportunity": _l("Opportunity to observe"),
    "circumstances": _l("Distance, duration, light"),
    "first_hand": _l("First-hand or from others"),
    "memory": _l("What may have affected memory"),
    "internal_consistency": _l("Consistency within the account"),
    "prior_accounts": _l("Consistency with prior accounts"),
    "other_evidence": _l("Consistency with other evidence"),
    "detail": _l("Detail"),
    "plausibility": _l("Plausibility"),
    "motive": _l("Motive or benefit"),
    "contamination": _l("Influence or contamination"),
    "language_effect": _l("Effect of language or interpretation"),
    "trauma": _l("Effects of trauma"),
}
AGREEMENT = {
    Agreement.SAME: _l("the same"),
    Agreement.NEAR: _l("one step apart"),
    Agreement.APART: _l("more than one step apart"),
    Agreement.ONE_CANNOT_JUDGE: _l("one of them cannot judge"),
}
TRANSFER = {
    TransferState.OFFERED: _l("Waits for the receiver"),
    TransferState.CONFIRMED: _l("Receipt confirmed"),
    TransferState.REFUSED: _l("Refused"),
    TransferState.WITHDRAWN: _l("Taken back before it was received"),
    TransferState.BACK: _l("Came back"),
}
SCAN = {
    Scan.CLEAN: _l("Nothing harmful"),
    Scan.HARMFUL: _l("Something harmful: it is kept as evidence"),
    Scan.NOT_POSSIBLE: _l("It could not be checked"),
}
# The parts of a custody entry.
FIELD = {
    "from": _l("From"), "to": _l("To"), "place": _l("Place"), "method": _l("Method"), "condition": _l("Condition"),
    "seal": _l("Seal number"), "witness": _l("Witness"), "document": _l("Document"), "tool": _l("Tool"),
    "version": _l("Version of the tool"), "zone": _l("Local time zone"), "size": _l("Bytes"), "how": _l("How"),
    "when": _l("When"), "corrects": _l("Corrects entry"), "item": _l("Item"), "number": _l("Number"),
    "first": _l("First page"), "last": _l("Last page"), "package": _l("Package"),
}


def role_words(roles: Iterable[str]) -> str:
    """Roles in words, in the order of the table of roles."""
    return ", ".join(str(ROLE[role]) for role in CASE_ROLES if role in roles)
