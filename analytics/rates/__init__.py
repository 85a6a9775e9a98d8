"""Measures that every subject shares: rates, series, ranking, and how they are named."""
