"""Masters of slides: our own, those of others, and the ground that words on them stand on."""
