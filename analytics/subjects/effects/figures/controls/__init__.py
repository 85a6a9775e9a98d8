"""Which Kreise are compared with, on a map and in a list, and what the choice changes."""
