"""Figures: charts, maps and their words, drawn from measures."""
