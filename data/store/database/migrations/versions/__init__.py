"""One module per revision, numbered, forward only."""
