"""Vocabularies of statements and interviews (brief §6.4)."""

from __future__ import annotations

from enum import StrEnum


class StatementType(StrEnum):
    """What kind of conversation it was."""

    SCREENING = "screening"
    FIRST_ACCOUNT = "first_account"
    FULL_INTERVIEW = "full_interview"
    FOLLOW_UP = "follow_up"
    CLARIFICATION = "clarification"
    SUSPECT_INTERVIEW = "suspect_interview"
    EXPERT = "expert"


FULL = frozenset({StatementType.FULL_INTERVIEW, StatementType.SUSPECT_INTERVIEW})
# Another conversation of these kinds makes the person tell it again.
TELLS_AGAIN = frozenset({StatementType.FIRST_ACCOUNT, StatementType.FULL_INTERVIEW, StatementType.FOLLOW_UP,
                         StatementType.SUSPECT_INTERVIEW})


class Mode(StrEnum):
    """How people talked."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    WRITTEN = "written"


class PlaceType(StrEnum):
    """Where, as a kind of place; an address is never recorded."""

    OWN_OFFICE = "own_office"
    PARTNER_OFFICE = "partner_office"
    PUBLIC_BUILDING = "public_building"
    HOME = "home"
    SHELTER = "shelter"
    HOSPITAL = "hospital"
    DETENTION = "detention"
    REMOTE = "remote"
    OTHER = "other"


class Recording(StrEnum):
    """Whether sound or picture was kept."""

    AUDIO = "audio"
    VIDEO = "video"
    NONE = "none"


class Present(StrEnum):
    """What somebody in the room was there for."""

    INTERVIEWER = "interviewer"
    INTERPRETER = "interpreter"
    SUPPORT_PERSON = "support_person"
    LAWYER = "lawyer"
    GUARDIAN = "guardian"
    PSYCHOLOGIST = "psychologist"
    INTERMEDIARY = "intermediary"
    TECHNICIAN = "technician"
    OTHER = "other"


class ReadBack(StrEnum):
    """Whether the record was read back to the person."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Signature(StrEnum):
    """Whether the person signed the record."""

    NOT_YET = "not_yet"
    SIGNED = "signed"
    THUMBPRINT = "thumbprint"
    REFUSED = "refused"


CLOSED = frozenset({Signature.SIGNED, Signature.THUMBPRINT, Signature.REFUSED})


class Screening(StrEnum):
    """What a screening came to."""

    GO_ON = "go_on"
    LATER = "later"
    REFER_ONLY = "refer_only"
    NOT_NEEDED = "not_needed"
    DECLINED = "declined"


class Knowledge(StrEnum):
    """How the person knows what a paragraph says."""

    FIRST_HAND = "first_hand"
    HEARSAY = "hearsay"
    INFERENCE = "inference"


class Confidence(StrEnum):
    """How a paragraph may be handled inside what consent allows."""

    NORMAL = "normal"
    IDENTIFYING = "identifying"
    CONFIDENTIAL = "confidential"
    LEAD_ONLY = "lead_only"


class Topic(StrEnum):
    """What a paragraph is about; accounts are put side by side by it."""

    BACKGROUND = "background"
    ARREST = "arrest"
    TRANSFER = "transfer"
    CONDITIONS = "conditions"
    FOOD_AND_HEALTH = "food_and_health"
    LABOUR = "labour"
    VIOLENCE = "violence"
    SEXUAL_VIOLENCE = "sexual_violence"
    DEATH = "death"
    CHILDREN = "children"
    COMMAND = "command"
    ORDERS = "orders"
    RELEASE_OR_FLIGHT = "release_or_flight"
    FAVOURABLE = "favourable"
    OTHER = "other"


class Teller(StrEnum):
    """To whom something was told before."""

    OWN = "own"
    PROVIDER = "provider"
    PARTNER = "partner"
    AUTHORITY = "authority"
    PRESS = "press"
    OTHER = "other"


class Obtained(StrEnum):
    """Whether we hold an account given elsewhere."""

    YES = "yes"
    REQUESTED = "requested"
    REFUSED = "refused"
    NO = "no"


class Recorded(StrEnum):
    """Whether an account given elsewhere was recorded."""

    AUDIO = "audio"
    VIDEO = "video"
    WRITTEN = "written"
    NONE = "none"
    UNKNOWN = "unknown"


class Finding(StrEnum):
    """What somebody found on comparing two accounts; never a grade of the person."""

    AGREE = "agree"
    DIFFER_IN_DETAIL = "differ_in_detail"
    DIFFER_IN_SUBSTANCE = "differ_in_substance"
    EXPLAINED = "explained"
    OPEN = "open"


class State(StrEnum):
    """Where a planned interview stands."""

    WAITING = "waiting"
    SCHEDULED = "scheduled"
    HELD = "held"
    CANCELLED = "cancelled"


ARROWS: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.SCHEDULED, State.CANCELLED}),
    State.SCHEDULED: frozenset({State.HELD, State.CANCELLED}),
    State.HELD: frozenset(),
    State.CANCELLED: frozenset(),
}
