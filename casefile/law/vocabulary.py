"""The fixed words of the data of a body of law."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """The four families of international crimes, and the ordinary offences of a State."""

    GENOCIDE = "genocide"
    HUMANITY = "humanity"
    WAR = "war"
    AGGRESSION = "aggression"
    ORDINARY = "ordinary"


class Kind(StrEnum):
    """What an element is about; NEGATIVE is something that must be absent."""

    CONDUCT = "conduct"
    CONSEQUENCE = "consequence"
    CIRCUMSTANCE = "circumstance"
    MENTAL = "mental"
    CONTEXTUAL = "contextual"
    CONTEXTUAL_MENTAL = "contextual_mental"
    NEGATIVE = "negative"


class Scope(StrEnum):
    """How often a shared test is proved: once a situation, once a charge, or for each suspect."""

    SITUATION = "situation"
    CHARGE = "charge"
    SUSPECT = "suspect"


class Source(StrEnum):
    """Where an entry comes from when it is not the text of the Statute or of the Elements."""

    TEXT = "text"
    CASE_LAW = "case_law"
    PRACTICE = "practice"


class Need(StrEnum):
    """What a charge must record before the element can be called met."""

    CONNECTED_CHARGE = "connected_charge"
    PERSECUTION_GROUND = "persecution_ground"
    MEASURES = "measures"
    CRIME_FIRST = "crime_first"
    SUPERIOR_BASIS = "superior_basis"


class Trap(StrEnum):
    """What is wrong, or easily goes wrong; the data of a body of law say which of them it has."""

    BEFORE_ENTRY = "before_entry"
    ACROSS_ENTRY = "across_entry"
    ATTACK_BEFORE_ENTRY = "attack_before_entry"
    LEADERS_ONLY = "leaders_only"
    GENOCIDE_ONLY = "genocide_only"
    INCITEMENT_APART = "incitement_apart"
    PROTECTED_GROUP = "protected_group"
    ATTEMPT_CONSEQUENCE = "attempt_consequence"
    ATTEMPT_BESIDE = "attempt_beside"
    JOINT_ALONE = "joint_alone"
    SUPERIOR_BASIS = "superior_basis"
    SUPERIOR_BOTH = "superior_both"
    MEASURES = "measures"
    CRIMES_FIRST = "crimes_first"
    PRINCIPAL_MENTAL = "principal_mental"
    CONNECTED_CHARGE = "connected_charge"
    PERSECUTION_GROUND = "persecution_ground"
    TRACKS_MIXED = "tracks_mixed"
    TRACKS_APART = "tracks_apart"
    POLICY_INACTION = "policy_inaction"
    SEXUAL_EVIDENCE = "sexual_evidence"
    ORDERS_NO_DEFENCE = "orders_no_defence"
    GROUND_UNTESTED = "ground_untested"
    UNDER_AGE = "under_age"
    MAYBE_UNDER_AGE = "maybe_under_age"
    OUT_OF_POST = "out_of_post"
    POST_UNKNOWN = "post_unknown"


class ElementsStatus(StrEnum):
    """Whether a crime comes with its elements or as a title only."""

    COMPLETE = "complete"
    TITLES = "titles"


class GroundKind(StrEnum):
    """Kinds of grounds and bars that are tested for each suspect and charge."""

    GROUND = "ground"
    BAR = "bar"
    IMMUNITY = "immunity"
    LIMITATION = "limitation"
    FITNESS = "fitness"


class Force(StrEnum):
    """What a trap that was met means: the charge cannot stand, something to settle, something to keep in mind."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"
    REMINDER = "reminder"
