"""Korean names: one spelling of many, keys under which all spellings meet, and why two names matched.

A shared key is a reason to show two names side by side. It is never a reason to merge two people.
"""

from casefile.core.names.hangul import hangul_south, nfc, romanise_dprk
from casefile.core.names.keys import likeness, name_keys, why
from casefile.core.names.surnames import SURNAMES, Surnames

__all__ = ["SURNAMES", "Surnames", "hangul_south", "likeness", "name_keys", "nfc", "romanise_dprk", "why"]
