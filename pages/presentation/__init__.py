"""Slides out: collected, ordered, written."""
