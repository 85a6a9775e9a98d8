"""The Kreiswanderungsmatrix as balances between districts and their partners, an extract of it as their sum."""

from data.intake.flows import extract, matrix

__all__ = ["extract", "matrix"]
