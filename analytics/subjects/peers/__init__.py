"""Districts of the same kind."""
