"""Words for the vocabularies of cases."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.cases.rules import CaseKind, Classification, Forum, Stage, Standard, Theme
from casefile.core.access import Role

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
