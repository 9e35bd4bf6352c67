"""Officials and structures: vocabularies and the ladder of designation (domain brief §7)."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is (§7.1)."""

    PARTY_BODY = "party_body"
    STATE_BODY = "state_body"
    SECURITY_MINISTRY = "security_ministry"
    MILITARY_UNIT = "military_unit"
    PRISON_FACILITY = "prison_facility"
    COURT = "court"
    PROSECUTOR = "prosecutor"
    ENTERPRISE = "enterprise"


class Level(StrEnum):
    """How far an organisation reaches."""

    CENTRE = "centre"
    PROVINCE = "province"
    COUNTY = "county"
    FACILITY = "facility"


class RelationKind(StrEnum):
    """In what way one organisation stands above another; several at once are normal."""

    COMMAND = "command"
    ADMINISTRATIVE = "administrative"
    PARTY_GUIDANCE = "party_guidance"
    SUPERVISION = "supervision"
    BUDGET = "budget"
    SECONDED = "seconded"
    RIVALRY = "rivalry"


# The lines over which somebody can lead, guide or watch over a unit (§7.2).
LEADING = (RelationKind.COMMAND, RelationKind.ADMINISTRATIVE, RelationKind.PARTY_GUIDANCE, RelationKind.SUPERVISION)


class Formality(StrEnum):
    """Whether a relation is laid down or only practised."""

    FORMAL = "formal"
    INFORMAL = "informal"


class Confidence(StrEnum):
    """How sure we are of one statement."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


class Capacity(StrEnum):
    """In what capacity a post was held."""

    DE_JURE = "de_jure"
    DE_FACTO = "de_facto"
    ACTING = "acting"
    NOMINAL = "nominal"


class Life(StrEnum):
    """Whether the person lives."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


class IdentityConfidence(StrEnum):
    """Whether we know which person the record speaks of."""

    RESOLVED = "resolved"
    PROBABLE = "probable"
    UNRESOLVED = "unresolved"


class NameKind(StrEnum):
    """What a further name of a person is (§7.3)."""

    ROMANISATION = "romanisation"
    BIRTH = "birth"
    OFFICIAL = "official"
    ALIAS = "alias"
    PARTY_NAME = "party_name"
    NEW_NAME = "defector_new_name"
    NICKNAME = "nickname"
    TRANSCRIPTION_ERROR = "transcription_error"
    TITLE_ONLY = "title_only"


class Degree(StrEnum):
    """What links an official to an incident, in neutral words (ESF 18)."""

    CARRIED_OUT = "directly_carried_out"
    ORDERED = "gave_orders"
    PLANNED = "planned"
    PRESENT = "present"
    PASSIVE = "passive_accomplice"
    SUSPECTED = "suspected"
    POLICY = "authored_or_supported_policy"
    IMPLEMENTED = "implementor"
    AUTHORITY_NOT_EXERCISED = "failure_to_exercise_authority"
    KNEW_AND_DID_NOT_ACT = "failure_to_act_on_knowledge"
    DID_NOT_PREVENT = "failure_to_prevent"
    POLITICAL = "general_political_responsibility"


class Direction(StrEnum):
    """Whether a source speaks for or against the link."""

    FOR = "for"
    AGAINST = "against"


class FactKind(StrEnum):
    """What a fact about an official goes to (§7.4)."""

    AUTHORITY = "authority"
    KNOWLEDGE = "knowledge"
    CONDUCT = "conduct"
    MEASURE = "measure"


class Indicator(StrEnum):
    """The checklists of effective control, knowledge, conduct and measures (§7.1, §7.4)."""

    EC1 = "EC1"
    EC2 = "EC2"
    EC3 = "EC3"
    EC4 = "EC4"
    EC5 = "EC5"
    EC6 = "EC6"
    EC7 = "EC7"
    EC8 = "EC8"
    ECX1 = "EC-X1"
    ECX2 = "EC-X2"
    ECX3 = "EC-X3"
    ECX4 = "EC-X4"
    ECX5 = "EC-X5"
    ECX6 = "EC-X6"
    KN1 = "KN1"
    KN2 = "KN2"
    KN3 = "KN3"
    KN4 = "KN4"
    KN5 = "KN5"
    KN6 = "KN6"
    KN7 = "KN7"
    KN8 = "KN8"
    KN9 = "KN9"
    ORDER = "CD-ORDER"
    SPEECH = "CD-SPEECH"
    SIGNATURE = "CD-SIGNATURE"
    INSPECTION = "CD-INSPECTION"
    OMISSION = "CD-OMISSION"
    ME1 = "ME1"
    ME2 = "ME2"
    ME3 = "ME3"
    ME4 = "ME4"
    ME5 = "ME5"
    ME6 = "ME6"
    ME7 = "ME7"
    ME8 = "ME8"

    @property
    def kind(self) -> FactKind:
        """The list it stands in."""
        return _LISTS[self.value[:2]]

    @property
    def speaks_against(self) -> bool:
        """Whether, by its own words, it speaks against effective control."""
        return self.value.startswith("EC-X")


_LISTS = {"EC": FactKind.AUTHORITY, "KN": FactKind.KNOWLEDGE, "CD": FactKind.CONDUCT, "ME": FactKind.MEASURE}


class Known(StrEnum):
    """An answer of a source to a yes-or-no question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Designation(StrEnum):
    """What we call a person in the record (§7.5)."""

    MENTIONED = "mentioned"
    PERSON_OF_INTEREST = "person_of_interest"
    SUSPECT = "suspect_rg"
    SUBJECT_OF_REFERRAL = "subject_of_referral"
    ACCUSED_ELSEWHERE = "accused_elsewhere"
    CLEARED = "cleared"
    DECEASED = "deceased"


LADDER = (Designation.MENTIONED, Designation.PERSON_OF_INTEREST, Designation.SUSPECT, Designation.SUBJECT_OF_REFERRAL)
ENDS = frozenset({Designation.CLEARED, Designation.DECEASED})

# These are decided by a second person (* in §7.5).
SECOND_PERSON = frozenset({Designation.SUSPECT, Designation.SUBJECT_OF_REFERRAL, Designation.CLEARED})


def _arrows() -> dict[Designation, frozenset[Designation]]:
    """One step up, any step down; accused elsewhere is a fact from outside and may come at any step.

    From an end the person can only be mentioned again, so that every further step is reasoned anew.
    """
    arrows = {step: frozenset({*LADDER[:place], *LADDER[place + 1:place + 2], Designation.ACCUSED_ELSEWHERE, *ENDS})
              for place, step in enumerate(LADDER)}
    arrows[Designation.ACCUSED_ELSEWHERE] = frozenset({*LADDER, *ENDS})
    arrows[Designation.CLEARED] = frozenset({Designation.MENTIONED, Designation.DECEASED})
    arrows[Designation.DECEASED] = frozenset({Designation.MENTIONED, Designation.CLEARED})
    return arrows


ARROWS = _arrows()


def needs_second_person(old: Designation, new: Designation) -> bool:
    """Whether a second person decides the move; coming down the ladder takes effect at once."""
    down = old in LADDER and new in LADDER and LADDER.index(new) < LADDER.index(old)
    return new in SECOND_PERSON and not down


def needs_resolved_identity(new: Designation) -> bool:
    """Whether we must know who the person is: nobody is called a suspect under a name that may be another's."""
    return new in (Designation.SUSPECT, Designation.SUBJECT_OF_REFERRAL)
