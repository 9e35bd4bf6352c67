"""Jobs of deadlines."""
