"""Three charges as drafted, and the sentences of fact under their elements.

The first is the worked miniature of the domain brief: what is missing in it is missing on purpose.
"""

from __future__ import annotations

from typing import NamedTuple

from casefile.law.pleading import ChargeStatus, PropositionType
from casefile.law.rules import Direction, Directness, Weight

BASE, LINKAGE, CONTEXT = PropositionType.CRIME_BASE, PropositionType.LINKAGE, PropositionType.CONTEXTUAL
MENTAL = PropositionType.MENTAL
FOR, AGAINST, NEUTRAL = Direction.SUPPORTS, Direction.UNDERMINES, Direction.NEUTRAL
SEEN, HEARD, PAPER = Directness.DIRECT, Directness.HEARSAY_FIRST, Directness.DOCUMENTARY
INFERRED, OPINION = Directness.CIRCUMSTANTIAL, Directness.EXPERT


class Plea(NamedTuple):
    """A charge. modes: official -> (mode, …). search: what was looked for that speaks for the officials, days ago."""

    key: str
    case: str
    by: str
    crime: str
    facts: str
    period: str
    group: str
    incidents: tuple[str, ...]
    modes: dict[str, tuple[str, ...]]
    status: ChargeStatus
    search: tuple[str, int] | None = None
    basis: str | None = None


PLEAS = (
    Plea("enslavement", "f9", "daniel", "RS7-1-c",
         "From 2004 to 2009 people held at Facility F-9 worked in the mine and on the terraces under daily quotas, "
         "without pay and under guard. The director is said to have set the quotas and to have left unchanged what "
         "he could have changed.",
         "2004/2009", "People held in the second and third section of Facility F-9",
         ("a01", "a02", "a03", "a07", "a11"),
         {"director": ("MOL-28-b", "MOL-25-3-d")}, ChargeStatus.PROPOSED,
         ("Asked every source for orders that lightened the work and for signs that another body decided; one "
             "account says so and is linked. Registers of 2007 and later were asked for and do not exist.", 35),
         "The director headed a civilian administration; no military command is claimed."),
    Plea("torture", "f3", "seoa", "RS7-1-f",
         "조사 과정에서 송환된 사람들에게 심한 고통을 주었다는 혐의이다. 당직 일지와 서로 독립된 진술들에 근거한다.",
         "2010/2012",
         "국경을 넘었다가 송환된 사람들", ("b01", "b02", "b04"),
         {"questioner": ("MOL-25-3-a-1",), "f3-head": ("MOL-28-b", "MOL-25-3-b-1"), "hwi-younger": ("MOL-25-3-c",)},
         ChargeStatus.PROPOSED,
         ("휴가 기록과 당직 일지를 대조했다. 2012년 5월의 휴가 기록은 유리한 자료로 연결되어 있다.", 20),
         "시설 책임자는 민간 보안기관의 상급자이다."),
    Plea("disappearance", "f3", "daniel", "RS7-1-i",
         "Two people held at Facility F-3 were taken out at night in November 2012. Their families asked and were "
         "told that there was no such person.", "2012-11/2013-02", "Two people held in room 4, and their families",
         ("b05", "b06", "b07"),
         {"f3-head": ("MOL-28-b",), "onsong": ("MOL-25-3-b-1",)}, ChargeStatus.DRAFT),
)


class Support(NamedTuple):
    """An item under a sentence: where in it, what it says there, which way it points and how much it counts."""

    item: str
    direction: Direction
    pin: str
    quote: str
    directness: Directness
    weight: Weight | None = None
    why: str | None = None
    note: str | None = None


class Fact(NamedTuple):
    """One sentence, the elements it serves ("code" or "code@official"), and its evidence."""

    charge: str
    sentence: str
    type: PropositionType
    elements: tuple[str, ...]
    support: tuple[Support, ...]


HIGH, MEDIUM, LOW = Weight.HIGH, Weight.MEDIUM, Weight.LOW
D = "@director"

MINIATURE = (
    Fact("enslavement", "Inmates worked under daily quotas from the age of twelve, unpaid, under armed guard.", BASE,
         ("RS7-1-c.1", f"MOL-28-b.1{D}", f"MOL-25-3-d.1{D}"), (
             Support("int-p01.1", FOR, "para. 2-4", "The figure for the group was read out before light.", SEEN, HIGH,
                     "First-hand; details agree with the registers."),
             Support("int-p02.1", FOR, "para. 5", "I carried soil from the age of twelve; a tally was kept for "
                 "each of us.", SEEN,
                     HIGH, "First-hand; does not know of the other account."),
             Support("quota-2005.1", FOR, "p. 1", "Daily figures for each group of the second section.", PAPER, HIGH,
                     "Ink and paper fit the year."))),
    Fact("enslavement", "Directive N required self-financing by prisoner labour.", CONTEXT, ("CTX7-3",), (
        Support("directive.1", FOR, "p. 1", "Costs are to be met by the labour of those held.", PAPER, LOW,
                "A copy of a copy; not verified."),)),
    Fact("enslavement", "The director signed guard rotations from 2005 to 2008.", LINKAGE, (f"MOL-28-b.2{D}",), (
        Support("int-p05.1", FOR, "para. 3", "A colleague told me that he signed them every month.", HEARD, LOW,
                "Hearsay; one source."),
        Support("int-p06.1", AGAINST, "para. 7", "From 2007 another department ran the facility.", SEEN, MEDIUM,
                "An insider of rank; one source."))),
)
REST = (
    Fact("enslavement", "Forced work is reported from several facilities over many years.", CONTEXT, ("CTX7-1",), (
        Support("press.1", FOR, "para. 3", "Public account of work without pay in places of detention.", INFERRED,
            MEDIUM,
                "General; published."),)),
    Fact("enslavement", "Those held were civilians sent there by administrative decision.", CONTEXT, ("CTX7-2",), (
        Support("law.1", FOR, "para. 1-2", "Who may be sent to a place of re-education, and by whom.", PAPER, MEDIUM,
                "Text of the rules."),)),
    Fact("enslavement", "The same form of register was kept month by month for every group.", CONTEXT, ("CTX7-4b",), (
        Support("quota-2005.2", FOR, "p. 1", "The same columns for each group.", PAPER, HIGH,
            "Twelve sheets of one hand."),
        Support("imagery.1", FOR, "region 40,20,80,60", "Terraces and spoil heap grow from year to year.", OPINION,
            MEDIUM,
                "Eight dates."))),
    Fact("enslavement", "The work at F-9 was counted in the yearly figures of the ministry.", CONTEXT, ("CTX7-5",), (
        Support("reports.1", FOR, "p. 1", "Output of places of re-education.", PAPER, MEDIUM, "Official figures."),)),
    Fact("enslavement", "The director received the yearly figures in which the work at F-9 was counted.", MENTAL,
        (f"CTX7-6{D}",), (
        Support("reports.2", FOR, "p. 1", "Circulated to heads of facilities.", PAPER, MEDIUM, "Distribution list."),)),
    Fact("enslavement", "As director the official was in charge of work, rations and guard.", LINKAGE,
        (f"MOL-28-b.4{D}",), (
        Support("appointment.1", FOR, "p. 1", "Appointed director with all powers of the post.", PAPER, HIGH,
            "Notice, copy."),
        Support("law.2", FOR, "para. 4", "What a director may order.", PAPER, MEDIUM, "Text of the rules."))),
    Fact("enslavement", "No measure is recorded after the deaths in the lower gallery.", LINKAGE, (f"MOL-28-b.5{D}",), (
        Support("medical-book.1", FOR, "p. 1", "Entries after the collapse; no instruction follows.", OPINION, MEDIUM,
                "Read by a physician; complete for the month."),)),
    Fact("enslavement", "Quotas stayed as they were because nobody above the groups changed them.", LINKAGE,
        (f"MOL-28-b.6{D}",), (
        Support("quota-2005.3", FOR, "p. 1", "Same figures after the collapse as before.", PAPER, MEDIUM,
            "Register."),)),
    Fact("enslavement", "The heads of section met each month to divide the quota among the groups.", LINKAGE,
         (f"MOL-25-3-d.2{D}",), (
             Support("quota-order.1", FOR, "p. 1 para. 2", "The heads of section divide the figure.", PAPER, HIGH,
                 "Order, copy."),)),
    Fact("enslavement", "The director signed the order that set the quota for 2005.", LINKAGE,
         (f"MOL-25-3-d.3{D}", f"MOL-25-3-d.4{D}", f"MOL-25-3-d.5ii{D}"), (
             Support("quota-order.1", FOR, "p. 1 para. 1", "Signature and seal of the director.", PAPER, HIGH,
                 "Order, copy."),
             Support("ink.1", FOR, "p. 1", "Nothing speaks against the age of the paper.", OPINION, MEDIUM,
                 "Institute."))),
)
OTHERS = (
    Fact("torture", "조사를 받던 사람들이 여러 날 같은 자세를 강요당했다.", BASE, ("RS7-1-f.1",), (
        Support("int-p27.1", FOR, "para. 3-6", "이틀 동안 움직이지 못했다.", SEEN, HIGH, "직접 진술이며 일관된다."),
        Support("int-p28.1", FOR, "para. 4", "움직이면 맞았다.", SEEN, HIGH, "서로 모르는 진술이다."),
        Support("medical-p27.1", FOR, "p. 1", "Findings highly consistent with the account.", OPINION, HIGH,
            "Istanbul Protocol."))),
    Fact("torture", "The people questioned were locked in and could not leave.", BASE, ("RS7-1-f.2",), (
        Support("duty-book.1", FOR, "p. 1", "Rooms and times of each number.", PAPER, HIGH,
            "Eight pages of one hand."),)),
    Fact("torture", "No decision of a court preceded the questioning.", BASE, ("RS7-1-f.3",), (
        Support("law-opinion.1", FOR, "p. 1", "What the procedure would have required.", OPINION, MEDIUM, "Expert."),)),
    Fact("torture", "The head of the questioning section took part in May 2012.", LINKAGE,
        ("MOL-25-3-a-1.1@questioner",), (
        Support("int-p31.1", FOR, "para. 2", "He asked the questions himself.", SEEN, MEDIUM,
            "First-hand; recognised by title."),
        Support("leave.1", AGAINST, "p. 1", "The whole month is marked as leave.", PAPER, MEDIUM,
            "Paper of the facility.",
                "Leave was often entered afterwards (duty book, page 4); the month remains contested and the "
                "charge should not rest on it."))),
    Fact("torture", "The head of facility had authority over the questioning section.", LINKAGE,
         ("MOL-28-b.2@f3-head", "MOL-28-b.4@f3-head", "MOL-25-3-b-1.1@f3-head"), (
             Support("notice-f3.1", FOR, "para. 1", "Appointed head of facility.", PAPER, HIGH, "Gazette."),)),
    Fact("torture", "The duty officer locked and unlocked the room during questioning.", LINKAGE,
        ("MOL-25-3-c.2@hwi-younger",), (
        Support("int-p29.1", FOR, "para. 5", "The duty officer stood at the door.", SEEN, MEDIUM, "First-hand."),)),
    Fact("disappearance", "Two people were taken out of room 4 at night.", BASE, ("RS7-1-i.1a",), (
        Support("duty-book.2", FOR, "p. 1", "Two numbers are struck out.", PAPER, HIGH, "Duty book."),
        Support("int-p33.1", FOR, "para. 2", "I heard the door and counted in the morning.", SEEN, MEDIUM,
            "First-hand in part."))),
    Fact("disappearance", "The family asked twice and was told that there was no such person.", BASE, ("RS7-1-i.2a",), (
        Support("int-p34.1", FOR, "para. 3", "They said there was nobody of that name.", SEEN, HIGH,
            "Member of the family."),)),
    Fact("disappearance", "The county office ordered that families be told nothing.", LINKAGE,
        ("MOL-25-3-b-1.2@onsong",), (
        Support("county-order.1", FOR, "p. 1", "가족에게 알리지 말 것.", PAPER, LOW, "Form and wording are "
            "disputed."),)),
)
FACTS = (*MINIATURE, *REST, *OTHERS)
