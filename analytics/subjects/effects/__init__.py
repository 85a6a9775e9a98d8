"""Before and after an initiative began."""
