"""Native charts of a slide."""
