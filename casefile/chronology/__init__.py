"""The chronology of a case: what happened, who held which post, what was ordered, when places operated."""
