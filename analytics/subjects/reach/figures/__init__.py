"""Figures and sentences of the reach."""
