"""PostgreSQL, Valkey and the processes of a demonstration or a test run, without anything installed by hand."""
