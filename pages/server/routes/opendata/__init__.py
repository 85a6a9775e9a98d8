"""Addresses for machines: package, index, feed, questions."""
