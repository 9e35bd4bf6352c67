"""Words for statements and interviews."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.statements.rules import (
    Confidence,
    Finding,
    Knowledge,
    Mode,
    Need,
    Obtained,
    PlaceType,
    Present,
    ReadBack,
    Recorded,
    Recording,
    Screening,
    Signature,
    State,
    StatementType,
    Teller,
    Topic,
)

TYPE = {
    StatementType.SCREENING: _l("Screening"),
    StatementType.FIRST_ACCOUNT: _l("First account"),
    StatementType.FULL_INTERVIEW: _l("Full interview"),
    StatementType.FOLLOW_UP: _l("Follow-up"),
    StatementType.CLARIFICATION: _l("Clarification of single points"),
    StatementType.SUSPECT_INTERVIEW: _l("Interview of a suspect"),
    StatementType.EXPERT: _l("Conversation with an expert"),
}
MODE = {
    Mode.IN_PERSON: _l("In person"),
    Mode.VIDEO: _l("By video"),
    Mode.PHONE: _l("By telephone"),
    Mode.WRITTEN: _l("In writing"),
}
PLACE_TYPE = {
    PlaceType.OWN_OFFICE: _l("Our office"),
    PlaceType.PARTNER_OFFICE: _l("Office of a partner"),
    PlaceType.PUBLIC_BUILDING: _l("A public building"),
    PlaceType.HOME: _l("Where the person lives"),
    PlaceType.SHELTER: _l("A shelter"),
    PlaceType.HOSPITAL: _l("A hospital"),
    PlaceType.DETENTION: _l("A place of detention"),
    PlaceType.REMOTE: _l("At a distance"),
    PlaceType.OTHER: _l("Another kind of place"),
}
RECORDING = {
    Recording.AUDIO: _l("Sound"),
    Recording.VIDEO: _l("Sound and picture"),
    Recording.NONE: _l("None"),
}
PRESENT = {
    Present.INTERVIEWER: _l("Another interviewer"),
    Present.INTERPRETER: _l("Interpreter"),
    Present.SUPPORT_PERSON: _l("Support person"),
    Present.LAWYER: _l("Lawyer"),
    Present.GUARDIAN: _l("Guardian"),
    Present.PSYCHOLOGIST: _l("Psychologist"),
    Present.INTERMEDIARY: _l("Intermediary"),
    Present.TECHNICIAN: _l("Technician"),
    Present.OTHER: _l("Somebody else"),
}
READ_BACK = {
    ReadBack.YES: _l("Yes, all of it"),
    ReadBack.PARTLY: _l("In part"),
    ReadBack.NO: _l("No"),
}
SIGNATURE = {
    Signature.NOT_YET: _l("Not yet"),
    Signature.SIGNED: _l("Signed"),
    Signature.THUMBPRINT: _l("Thumbprint"),
    Signature.REFUSED: _l("Refused"),
}
SIGNATURE_TONE = {Signature.NOT_YET: "warn", Signature.SIGNED: "good", Signature.THUMBPRINT: "good",
                  Signature.REFUSED: "bad"}
SCREENING = {
    Screening.GO_ON: _l("Go on to an interview"),
    Screening.LATER: _l("Later, when the person is ready"),
    Screening.REFER_ONLY: _l("Refer to help, no interview"),
    Screening.NOT_NEEDED: _l("No interview needed"),
    Screening.DECLINED: _l("The person does not wish it"),
}
KNOWLEDGE = {
    Knowledge.FIRST_HAND: _l("First-hand"),
    Knowledge.HEARSAY: _l("Hearsay"),
    Knowledge.INFERENCE: _l("The person’s own conclusion"),
}
CONFIDENCE = {
    Confidence.NORMAL: _l("As consent allows"),
    Confidence.IDENTIFYING: _l("Would tell who somebody is"),
    Confidence.CONFIDENTIAL: _l("Told in confidence"),
    Confidence.LEAD_ONLY: _l("As a lead only"),
}
TOPIC = {
    Topic.BACKGROUND: _l("Background"),
    Topic.ARREST: _l("Arrest"),
    Topic.TRANSFER: _l("Transfer"),
    Topic.CONDITIONS: _l("Conditions of detention"),
    Topic.FOOD_AND_HEALTH: _l("Food and health"),
    Topic.LABOUR: _l("Labour"),
    Topic.VIOLENCE: _l("Violence"),
    Topic.SEXUAL_VIOLENCE: _l("Sexual violence"),
    Topic.DEATH: _l("Deaths"),
    Topic.CHILDREN: _l("Children"),
    Topic.COMMAND: _l("Command"),
    Topic.ORDERS: _l("Orders"),
    Topic.RELEASE_OR_FLIGHT: _l("Release or flight"),
    Topic.FAVOURABLE: _l("What speaks for a suspect"),
    Topic.OTHER: _l("Something else"),
}
TELLER = {
    Teller.OWN: _l("Our organisation"),
    Teller.PROVIDER: _l("A provider of material"),
    Teller.PARTNER: _l("A partner organisation"),
    Teller.AUTHORITY: _l("An authority"),
    Teller.PRESS: _l("The press"),
    Teller.OTHER: _l("Somebody else"),
}
OBTAINED = {
    Obtained.YES: _l("We hold it"),
    Obtained.REQUESTED: _l("Asked for"),
    Obtained.REFUSED: _l("Refused to us"),
    Obtained.NO: _l("Not asked for"),
}
RECORDED = {
    Recorded.AUDIO: _l("Sound"),
    Recorded.VIDEO: _l("Sound and picture"),
    Recorded.WRITTEN: _l("In writing"),
    Recorded.NONE: _l("Not recorded at all"),
    Recorded.UNKNOWN: _l("Not known"),
}
FINDING = {
    Finding.AGREE: _l("The accounts agree"),
    Finding.DIFFER_IN_DETAIL: _l("They differ in a detail"),
    Finding.DIFFER_IN_SUBSTANCE: _l("They differ in substance"),
    Finding.EXPLAINED: _l("The difference is explained"),
    Finding.OPEN: _l("To be asked at the next contact"),
}
STATE = {
    State.WAITING: _l("Waits for approval"),
    State.SCHEDULED: _l("Scheduled"),
    State.HELD: _l("Held"),
    State.CANCELLED: _l("Called off"),
}
STATE_TONE = {State.WAITING: "warn", State.SCHEDULED: "info", State.HELD: "good", State.CANCELLED: "neutral"}
NEED = {
    Need.NEVER_ASSESSED: _l("The risk to this person was never assessed: no interview until it is."),
    Need.OVERDUE: _l("The protection review is overdue: no interview until it is renewed."),
    Need.NO_CONTACT: _l("The person wants no contact."),
    Need.CONSENT_GONE: _l("The person refused or withdrew consent."),
    Need.MERGED: _l("This record was merged into another one: plan the interview there."),
    Need.INTERPRETER: _l("This interpreter may not sit with this person."),
    Need.FULL_EXISTS: _l("A full interview exists already: say why the person must tell it again; a second person "
                         "decides."),
    Need.HIGH_RISK: _l("The person carries a high-risk flag: the protection officer decides."),
    Need.RECENT_DISTRESS: _l("Something distressing happened to the person within a week of that day: the protection "
                             "officer decides."),
    Need.OPEN_QUESTIONS: _l("Questions wait for the next contact: would a clarification do?"),
    Need.NO_CONSENT_YET: _l("No consent that holds is recorded: explain it and ask before anything else."),
    Need.INTERPRETER_WARNING: _l("Something about the interpreter should be weighed first."),
}
