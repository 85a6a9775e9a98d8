"""Who may do what, and how many at once."""
