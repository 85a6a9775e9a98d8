"""Every formula of the atlas, with its source, worked through on one Kreis."""
