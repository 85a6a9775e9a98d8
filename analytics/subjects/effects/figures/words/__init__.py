"""Words that stand alone: they need no result."""
