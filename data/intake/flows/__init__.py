"""The Kreiswanderungsmatrix as balances between districts and their partners."""

from data.intake.flows.matrix import recognise

__all__ = ["recognise"]
