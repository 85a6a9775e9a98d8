"""A slide of an old deck and its new version become one: the person's edits stay, everything else is of today."""
