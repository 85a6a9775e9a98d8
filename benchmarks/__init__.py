"""Measurements run by hand; each prints ratios, because seconds do not travel between machines."""
