"""Legal traps: what a practitioner would say on reading a charge, as coded advisories.

The data of the framework decide: which traps this body of law has, what it says of them, and which of its entries
they look at. The checks stand in `trap_checks`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.law.framework import Force, Framework
from casefile.law.trap_checks import CHECKS, Plea
from casefile.law.vocabulary import Trap

__all__ = ["Advisory", "Plea", "Trap", "traps"]


@dataclass(frozen=True)
class Advisory:
    """A trap that a charge has met; `subject` is the code of the crime, mode, element, test or ground concerned."""

    trap: Trap
    subject: str
    force: Force = field(default=Force.ADVISORY, compare=False)

    @property
    def blocking(self) -> bool:
        """Whether the charge cannot stand as it is; otherwise it is advice."""
        return self.force is Force.BLOCKING

    @property
    def reminder(self) -> bool:
        """Whether it is only something to keep in mind."""
        return self.force is Force.REMINDER


def traps(framework: Framework, plea: Plea) -> tuple[Advisory, ...]:
    """List every trap of this body of law that the plea has met, in a fixed order."""
    rules = framework.trap_rules
    return tuple(Advisory(trap, subject, rules[trap].force)
                 for check in CHECKS for trap, subject in check(framework, plea) if trap in rules)
