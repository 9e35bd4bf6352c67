"""Words for what a consent permits."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.accounts.labels import JOB
from casefile.core.jobs import Job
from casefile.people.rules.consent import Channel, Explained, Shape, Version
from casefile.people.rules.grants import Answer, Fault, Level, Outcome, Purpose, Recipient, Why, kind_of

RECIPIENT = {
    Recipient.OWN_ORG: _l("Our own organisation"),
    Recipient.OHCHR: _l("OHCHR"),
    Recipient.UN_MECHANISM: _l("A UN mechanism"),
    Recipient.ICC_OTP: _l("ICC, Office of the Prosecutor"),
    Recipient.FUTURE_TRIBUNAL: _l("A future international tribunal"),
    Recipient.NATIONAL_PROSECUTOR: _l("A national prosecutor"),
    Recipient.ANY_AUTHORITY: _l("Any competent authority"),
    Recipient.DEFENCE: _l("The defence, through the court"),
    Recipient.CIVIL_COUNSEL: _l("Counsel in a civil case"),
    Recipient.SANCTIONS_BODY: _l("A sanctions body"),
    Recipient.MISSING_PERSONS: _l("A body that searches for missing persons"),
    Recipient.OTHER_NGO: _l("Another organisation"),
    Recipient.RESEARCHER: _l("A researcher"),
    Recipient.MEDIA: _l("Media and the public"),
}
PURPOSE = {
    Purpose.LEAD_ONLY: _l("As a lead only"),
    Purpose.INVESTIGATION: _l("Criminal investigation"),
    Purpose.TRIAL: _l("Evidence in a criminal trial"),
    Purpose.CIVIL: _l("Civil claim"),
    Purpose.SANCTIONS: _l("Sanctions"),
    Purpose.TRUTH: _l("Truth and reparation"),
    Purpose.REPORTING: _l("Human rights reporting"),
    Purpose.STATISTICS: _l("Statistics"),
    Purpose.MEMORIAL: _l("Memorial or archive"),
    Purpose.TRAINING: _l("Training"),
}
LEVEL = {
    Level.NONE: _l("nothing"),
    Level.AGGREGATE: _l("as a number only"),
    Level.SUMMARY: _l("anonymous summary"),
    Level.ANONYMISED: _l("anonymous full text"),
    Level.PSEUDONYMOUS: _l("pseudonymous"),
    Level.TO_RECIPIENT: _l("identity to the recipient only"),
    Level.PUBLIC: _l("identity public"),
}
OUTCOME = {Outcome.DENY: _l("No"), Outcome.CONSULT: _l("Ask first"), Outcome.REDACT: _l("Yes, redacted"),
           Outcome.ALLOW: _l("Yes")}
OUTCOME_TONE = {Outcome.DENY: "bad", Outcome.CONSULT: "warn", Outcome.REDACT: "good", Outcome.ALLOW: "good"}
WHY: dict[str, object] = {
    Why.NO_CONSENT: _l("no consent is recorded"),
    Why.REFUSED: _l("consent was refused"),
    Why.EXPIRED: _l("the consent has ended"),
    Why.WITHDRAWN: _l("the consent was withdrawn"),
    Why.CONDITIONS_OPEN: _l("special conditions are not turned into limits yet"),
    Why.NO_GRANT: _l("not permitted to this recipient for this purpose"),
    Why.LOWER: _l("permitted only with less of the identity"),
    Why.CONSULT: _l("the person must be asked first"),
    Why.LIMIT: _l("a special condition limits it"),
}
ROW_FAULT = {
    Fault.TWICE: ("recipient", _l("Another row says something else about this recipient, purpose and time")),
    Fault.ORDER: ("until", _l("The end must not be before the start")),
    Fault.PAST: ("until", _l("This row has ended already: its last day lies in the past")),
    Fault.OUTLIVES: ("until", _l("The row does not lie within the consent, which ends earlier")),
    Fault.NOTHING_TO_ASK: ("consult", _l("Nothing is permitted in this row, so there is nothing to ask")),
    Fault.NO_CONTACT: ("consult", _l("The person wants no contact, so nobody can ask first")),
}
VERSION = {
    Version.ACTIVE: _l("Given"),
    Version.REFUSED: _l("Refused"),
    Version.EXPIRED: _l("Expired"),
    Version.WITHDRAWN: _l("Withdrawn"),
    Version.SUPERSEDED: _l("Replaced by a later version"),
}
SHAPE = {
    Shape.WRITTEN: _l("In writing"),
    Shape.THUMBPRINT: _l("Thumbprint"),
    Shape.AUDIO: _l("Audio recording"),
    Shape.VIDEO: _l("Video recording"),
    Shape.ORAL: _l("Spoken, before a witness"),
}
EXPLAINED = {
    Explained.WHO_WE_ARE: _l("Who we are, and who we are not"),
    Explained.VOLUNTARY: _l("It is voluntary"),
    Explained.PURPOSES: _l("The purposes"),
    Explained.RECIPIENTS: _l("The recipients"),
    Explained.DEFENCE: _l("It may be disclosed to the defence, and anonymity has limits"),
    Explained.RISKS: _l("The risks"),
    Explained.NO_BENEFITS: _l("No benefits are promised"),
    Explained.WITHDRAWAL: _l("It can be withdrawn, but not undone where it was shared"),
    Explained.STORAGE: _l("How and how long it is kept"),
    Explained.CONTACT: _l("How to reach us"),
}
CHANNEL = {
    Channel.NONE: _l("None"),
    Channel.TELEPHONE: _l("Telephone"),
    Channel.MESSENGER: _l("Messenger"),
    Channel.LETTER: _l("Letter"),
    Channel.IN_PERSON: _l("In person"),
    Channel.INTERMEDIARY: _l("Through an intermediary"),
    Channel.COUNSEL: _l("Through counsel"),
}


def recipient_words(code: str | None) -> str:
    """A recipient in words, with the country or code of those that have one."""
    if code is None:
        return _("Everybody")
    words, detail = str(RECIPIENT[kind_of(code)]), code.partition(":")[2]
    return _("%(recipient)s (%(which)s)", recipient=words, which=detail) if detail else words


def answer_words(answer: Answer) -> str:
    """An answer in words: “Yes: pseudonymous”."""
    if answer.outcome is Outcome.DENY:
        return str(OUTCOME[Outcome.DENY])
    if answer.outcome is Outcome.CONSULT:
        return _("Ask first: %(level)s", level=LEVEL[answer.level])
    return _("Yes: %(level)s", level=LEVEL[answer.level])


JOB[Job.END_CONSENTS] = _l("Ending consents whose last day has passed")
