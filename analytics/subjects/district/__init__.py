"""One district in figures and words."""
