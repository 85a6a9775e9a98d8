"""One short script per page."""
