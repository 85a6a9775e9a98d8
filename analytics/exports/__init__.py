"""Files made from figures."""
