"""Tables of a deck beside those of today: by names, over several slides, with what the person did."""
