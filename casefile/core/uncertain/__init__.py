"""A date in a form: typed in boxes as a person knows it, kept as code, bounds, wording and basis."""

from casefile.core.uncertain.boxes import BadBox, build, split
from casefile.core.uncertain.entry import Basis, DateEntry, entry_columns
from casefile.core.uncertain.field import UncertainDate
from casefile.core.uncertain.messages import BASES, explain

__all__ = ["BASES", "BadBox", "Basis", "DateEntry", "UncertainDate", "build", "entry_columns", "explain", "split"]
