"""The demonstration: invented people, facilities and events, entered as its invented team would have entered them."""

from casefile.demodata.loading import load_once

__all__ = ["load_once"]
