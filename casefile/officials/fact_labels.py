"""Words for what sources say of authority, knowledge, conduct and measures."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.officials.rules import Direction, FactKind, Indicator, Known

FACT_KIND = {
    FactKind.AUTHORITY: _l("Authority and control"),
    FactKind.KNOWLEDGE: _l("Knowledge"),
    FactKind.CONDUCT: _l("Conduct"),
    FactKind.MEASURE: _l("Measures to prevent, stop or punish"),
}
INDICATOR = {
    Indicator.EC1: _l("Official position and its powers in law"),
    Indicator.EC2: _l("Power to give orders; orders were obeyed"),
    Indicator.EC3: _l("Place in the structure, tasks actually performed"),
    Indicator.EC4: _l("Power to place units under others, to deploy or withdraw them"),
    Indicator.EC5: _l("Power to promote, replace, remove or discipline"),
    Indicator.EC6: _l("Control of money, supplies, weapons or communications"),
    Indicator.EC7: _l("Received reports; inspected"),
    Indicator.EC8: _l("Represented the body in public; signed for it"),
    Indicator.ECX1: _l("Another authority alone controlled the unit"),
    Indicator.ECX2: _l("Orders were not obeyed; another chain ran beside"),
    Indicator.ECX3: _l("The chain was weak or did not work"),
    Indicator.ECX4: _l("The post was nominal, or the person was purged or absent at the time"),
    Indicator.ECX5: _l("No power to investigate or punish"),
    Indicator.ECX6: _l("Measures were actually taken"),
    Indicator.KN1: _l("Direct report"),
    Indicator.KN2: _l("Order to do it"),
    Indicator.KN3: _l("Number, length and scale of the acts"),
    Indicator.KN4: _l("The same way of acting elsewhere"),
    Indicator.KN5: _l("Means of communication"),
    Indicator.KN6: _l("Place of work, visits"),
    Indicator.KN7: _l("Widely known: media, UN reports, diplomatic notes"),
    Indicator.KN8: _l("The function includes supervising it"),
    Indicator.KN9: _l("Account of an insider"),
    Indicator.ORDER: _l("Order"),
    Indicator.SPEECH: _l("Speech"),
    Indicator.SIGNATURE: _l("Signature"),
    Indicator.INSPECTION: _l("Inspection"),
    Indicator.OMISSION: _l("Omission"),
    Indicator.ME1: _l("Training or orders to respect the law"),
    Indicator.ME2: _l("Reporting systems"),
    Indicator.ME3: _l("Orders to stop"),
    Indicator.ME4: _l("Discipline"),
    Indicator.ME5: _l("Investigation"),
    Indicator.ME6: _l("Referral to the authorities"),
    Indicator.ME7: _l("Protest to superiors"),
    Indicator.ME8: _l("Release of victims"),
}
KNOWN = {Known.YES: _l("Yes"), Known.NO: _l("No"), Known.UNKNOWN: _l("The source does not say")}
SPEAKS = {Direction.FOR: _l("Speaks for it"), Direction.AGAINST: _l("Speaks against it")}
