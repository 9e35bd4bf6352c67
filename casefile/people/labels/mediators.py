"""Words for interpreters, intermediaries and double records."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.people.rules.duplicates import Reason
from casefile.people.rules.mediators import Between, Conflict, Region, Tie

REGION = {
    Region.HAMGYONG: _l("Hamgyong provinces"),
    Region.YANGGANG: _l("Yanggang"),
    Region.PYONGAN: _l("Pyongan provinces and Jagang"),
    Region.PYONGYANG: _l("Pyongyang and Nampo"),
    Region.HWANGHAE: _l("Hwanghae provinces and Kaesong"),
    Region.KANGWON: _l("Kangwon"),
    Region.CHINA: _l("China"),
    Region.SOUTH: _l("Republic of Korea"),
    Region.ELSEWHERE: _l("Elsewhere"),
}
TIE = {
    Tie.MAY_NOT_MEET: _l("May not meet"),
    Tie.FAMILY: _l("Is family of"),
    Tie.SAME_COMMUNITY: _l("Lives in the same community as"),
    Tie.PARTY: _l("Has a part of their own in the case"),
}
BETWEEN = {
    Between.BROKER: _l("Broker"),
    Between.CLERGY: _l("Clergy"),
    Between.ORGANISATION: _l("Staff of an organisation"),
    Between.RELATIVE: _l("Relative"),
    Between.FORMER_COLLEAGUE: _l("Former colleague"),
    Between.JOURNALIST: _l("Journalist"),
    Between.OTHER: _l("Somebody else"),
}
CONFLICT = {
    Conflict.MAY_NOT_MEET: _l("The register says that this interpreter may not meet this person."),
    Conflict.FAMILY: _l("The interpreter is family of this person."),
    Conflict.PARTY: _l("The interpreter has a part of their own in this case."),
    Conflict.NO_NDA: _l("The interpreter has signed no duty of secrecy."),
    Conflict.NDA_EXPIRED: _l("The interpreter’s duty of secrecy has run out."),
    Conflict.SAME_COMMUNITY: _l("The interpreter lives in the same community as this person."),
    Conflict.SAME_REGION: _l("The interpreter comes from the region whose dialect this person speaks."),
    Conflict.NOT_VETTED: _l("The interpreter was never vetted."),
    Conflict.VETTED_LONG_AGO: _l("The vetting of the interpreter is more than two years old."),
    Conflict.LANGUAGE: _l("The interpreter speaks none of this person’s languages."),
}
REASON = {
    Reason.SHARED_TELEPHONE: _l("the same telephone number"),
    Reason.SAME_NAME: _l("the same name in writing"),
    Reason.LIKE_NAME: _l("names that sound alike"),
    Reason.SAME_BIRTH_YEAR: _l("the same year of birth"),
    Reason.SAME_STATEMENT: _l("the same record of a statement"),
    Reason.SAME_PART: _l("the same part in an incident, with sex, age band and languages alike"),
}
