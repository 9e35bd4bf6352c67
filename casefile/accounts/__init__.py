"""People who work with casefile: accounts, sign-in, notifications, drafts, their jobs."""
