"""The reader: a confined process that looks into files nobody trusts; only workers start it."""
