"""What was changed when, from which source, in which version."""
