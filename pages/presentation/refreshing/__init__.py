"""Old presentations with new figures."""
