"""Figures and sentences of the outlook."""
