"""Figures and sentences of before and after."""
