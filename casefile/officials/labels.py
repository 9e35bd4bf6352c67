"""Words for officials, posts and organisations; neutral until a court has spoken."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from babel.lists import format_list
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.accounts.labels import JOB, JOB_STEP
from casefile.core.edtf import Standing
from casefile.core.jobs import Job
from casefile.core.names.table import Part
from casefile.core.uncertain import DateEntry
from casefile.officials.models import (
    Holding,
    Involvement,
    Official,
    Organisation,
    OrganisationName,
    OrganisationRelation,
    Post,
)
from casefile.officials.rules import (
    Capacity,
    Confidence,
    Degree,
    Designation,
    Direction,
    Formality,
    IdentityConfidence,
    Level,
    Life,
    NameKind,
    OrganisationKind,
    RelationKind,
)


class SpellingStands(StrEnum):
    """Whether a spelling of the table stands."""

    STANDS = "stands"
    RETIRED = "retired"


PRESUMPTION = _l("Everyone is presumed innocent until proved guilty before a court (Rome Statute, Art. 66(1)).")

ORGANISATION_KIND = {
    OrganisationKind.PARTY_BODY: _l("Party body"),
    OrganisationKind.STATE_BODY: _l("State body"),
    OrganisationKind.SECURITY_MINISTRY: _l("Security ministry"),
    OrganisationKind.MILITARY_UNIT: _l("Military unit"),
    OrganisationKind.PRISON_FACILITY: _l("Prison facility"),
    OrganisationKind.COURT: _l("Court"),
    OrganisationKind.PROSECUTOR: _l("Prosecutor’s office"),
    OrganisationKind.ENTERPRISE: _l("Enterprise"),
}
LEVEL = {
    Level.CENTRE: _l("Centre"),
    Level.PROVINCE: _l("Province"),
    Level.COUNTY: _l("County"),
    Level.FACILITY: _l("Facility"),
}
RELATION_KIND = {
    RelationKind.COMMAND: _l("Command"),
    RelationKind.ADMINISTRATIVE: _l("Administration"),
    RelationKind.PARTY_GUIDANCE: _l("Party guidance"),
    RelationKind.SUPERVISION: _l("Supervision"),
    RelationKind.BUDGET: _l("Budget"),
    RelationKind.SECONDED: _l("Secondment"),
    RelationKind.RIVALRY: _l("Rivalry"),
}
FORMALITY = {Formality.FORMAL: _l("Formal"), Formality.INFORMAL: _l("Informal")}
CONFIDENCE = {Confidence.HIGH: _l("High confidence"), Confidence.MODERATE: _l("Moderate confidence"),
              Confidence.LOW: _l("Low confidence")}
CAPACITY = {
    Capacity.DE_JURE: _l("De jure"),
    Capacity.DE_FACTO: _l("De facto"),
    Capacity.ACTING: _l("Acting"),
    Capacity.NOMINAL: _l("Nominal"),
}
LIFE = {Life.ALIVE: _l("Alive"), Life.DEAD: _l("Dead"), Life.UNKNOWN: _l("Not known")}
IDENTITY = {
    IdentityConfidence.RESOLVED: _l("Resolved: we know which person this is"),
    IdentityConfidence.PROBABLE: _l("Probable: another person of this name is not excluded"),
    IdentityConfidence.UNRESOLVED: _l("Unresolved: several persons may be meant"),
}
NAME_KIND = {
    NameKind.ROMANISATION: _l("Other spelling"),
    NameKind.BIRTH: _l("Name at birth"),
    NameKind.OFFICIAL: _l("Name in official papers"),
    NameKind.ALIAS: _l("Alias"),
    NameKind.PARTY_NAME: _l("Party name"),
    NameKind.NEW_NAME: _l("Name taken later"),
    NameKind.NICKNAME: _l("Nickname"),
    NameKind.TRANSCRIPTION_ERROR: _l("Transcription error"),
    NameKind.TITLE_ONLY: _l("Title only"),
}
DEGREE = {
    Degree.CARRIED_OUT: _l("Said to have carried it out"),
    Degree.ORDERED: _l("Said to have given the order"),
    Degree.PLANNED: _l("Said to have planned it"),
    Degree.PRESENT: _l("Said to have been present"),
    Degree.PASSIVE: _l("Said to have let it happen"),
    Degree.SUSPECTED: _l("Suspected link, degree not known"),
    Degree.POLICY: _l("Said to have written or supported the law or policy"),
    Degree.IMPLEMENTED: _l("Said to have put the policy into effect"),
    Degree.AUTHORITY_NOT_EXERCISED: _l("Said not to have used their authority"),
    Degree.KNEW_AND_DID_NOT_ACT: _l("Said to have known and not acted"),
    Degree.DID_NOT_PREVENT: _l("Said not to have prevented it"),
    Degree.POLITICAL: _l("General political responsibility"),
}
DIRECTION = {Direction.FOR: _l("The source speaks for it"), Direction.AGAINST: _l("The source speaks against it")}
DESIGNATION = {
    Designation.MENTIONED: _l("Mentioned"),
    Designation.PERSON_OF_INTEREST: _l("Person of interest"),
    Designation.SUSPECT: _l("Suspect (reasonable grounds)"),
    Designation.SUBJECT_OF_REFERRAL: _l("Subject of a referral"),
    Designation.ACCUSED_ELSEWHERE: _l("Accused before another forum"),
    Designation.CLEARED: _l("Cleared"),
    Designation.DECEASED: _l("Deceased"),
}
STANDING = {
    Standing.CERTAIN: _l("Certain on these days"),
    Standing.POSSIBLE: _l("Possible on these days"),
    Standing.UNDATED: _l("Time not recorded"),
}
STANDING_TONE = {Standing.CERTAIN: "neutral", Standing.POSSIBLE: "warn", Standing.UNDATED: "warn"}
NAME_PART = {Part.SURNAME: _l("Family name"), Part.SYLLABLE: _l("Syllable of a given name")}
SPELLING_STANDING = {SpellingStands.STANDS: _l("Use it"), SpellingStands.RETIRED: _l("Do not use it")}
JOB[Job.REBUILD_NAME_KEYS] = _l("Finding officials by the changed table of spellings")
JOB_STEP["name_keys"] = _l("Reading the names of the register")
WHY = {
    "same_hangul": _l("same name in Hangul"),
    "same_hanja": _l("same name in Hanja"),
    "same_hangul_south": _l("same name in southern spelling"),
    "same_letters": _l("same letters"),
    "same_letters_reordered": _l("same words in another order"),
    "same_sound": _l("sounds the same"),
    "same_text": _l("same text"),
    "same_family_name": _l("family name spelled differently"),
    "spelled_so": _l("a usual spelling of the name"),
    "letter_amiss": _l("a letter amiss or a syllable left out"),
    "part_alike": _l("only partly alike"),
    "read_so": _l("Chinese characters read so"),
}


def days_words(days: tuple[dt.date, dt.date]) -> str:
    """The day or days a chart is drawn for."""
    first, last = days
    if days == (dt.date.min, dt.date.max):
        return _("any time: no date is recorded")
    if first == last:
        return format_date(first, "long")
    if first == dt.date.min:
        return _("until %(last)s", last=format_date(last, "long"))
    if last == dt.date.max:
        return _("since %(first)s", first=format_date(first, "long"))
    return _("%(first)s to %(last)s", first=format_date(first, "long"), last=format_date(last, "long"))


def unit_names(names: list[OrganisationName]) -> list[str]:
    """The names a unit bore then."""
    return [organisation_name(name) for name in names]


def reads_korean() -> bool:
    """Whether the reader's own script comes first in Hangul."""
    return str(get_locale()).startswith("ko")


def both(latin: str | None, hangul: str | None) -> str:
    """A name in the reader's script first, the other script in brackets."""
    names = [name for name in ((hangul, latin) if reads_korean() else (latin, hangul)) if name]
    return _("%(name)s (%(other)s)", name=names[0], other=names[1]) if len(names) == 2 else names[0]


def official_name(official: Official) -> str:
    """The official's name in both scripts."""
    return both(official.name_latin, official.name_hangul)


def organisation_name(organisation: Organisation | OrganisationName) -> str:
    """The organisation's name in both scripts: the newest, or the one given."""
    if isinstance(organisation, OrganisationName):
        return both(organisation.latin, organisation.hangul)
    return both(organisation.name_latin, organisation.name_hangul)


def post_title(post: Post) -> str:
    """The title in both languages."""
    return both(post.title_english, post.title_korean)


def post_words(post: Post) -> str:
    """The post and its organisation."""
    return _("%(post)s, %(organisation)s", post=post_title(post), organisation=organisation_name(post.organisation))


def entry_words(entry: DateEntry | None) -> str:
    """An uncertain date in words, else the words of the source; empty when neither is recorded."""
    return (entry.words() or entry.wording or "") if entry else ""


def during_words(held: Holding | OrganisationRelation) -> str:
    """When, in words."""
    return entry_words(held.during) or _("time not recorded")


def name_period(name: OrganisationName) -> str:
    """When an organisation bore a name, in words."""
    since, until = entry_words(name.since), entry_words(name.until)
    if since and until:
        return _("from %(since)s until %(until)s", since=since, until=until)
    if since:
        return _("from %(since)s", since=since)
    return _("until %(until)s", until=until) if until else _("time not recorded")


def holding_words(holding: Holding) -> str:
    """Post, organisation and period: what tells two people of one name apart."""
    return _("%(post)s: %(period)s", post=post_words(holding.post), period=during_words(holding))


def holder_words(holding: Holding) -> str:
    """Who held a post, in what capacity when it was not as of right, for a chart: one script is enough there."""
    one = holding.official
    name = (one.name_hangul or one.name_latin) if reads_korean() else (one.name_latin or one.name_hangul)
    who = f"{one.reference} {name}"
    if holding.capacity is Capacity.DE_JURE:
        return who
    return _("%(official)s: %(capacity)s", official=who, capacity=CAPACITY[holding.capacity])


def party_words(link: Involvement) -> str:
    """The official or the unit a link to an incident speaks of."""
    if link.official:
        return f"{link.official.reference} {official_name(link.official)}"
    assert link.organisation  # the CHECK of the table
    return f"{link.organisation.reference} {organisation_name(link.organisation)}"


def official_words(official: Official) -> str:
    """The official in a picker: reference, names, birth and last post, because many people share a name."""
    parts = [f"{official.reference} {official_name(official)}"]
    if official.birth and official.birth.code:
        parts.append(_("born %(date)s", date=entry_words(official.birth)))
    if official.holdings:
        parts.append(holding_words(official.holdings[-1]))
    return " · ".join(parts)


def why_words(reasons: list[str]) -> str:
    """Why two names matched, in words."""
    return format_list([str(WHY[reason]) for reason in reasons], "unit", get_locale()) if reasons else ""
