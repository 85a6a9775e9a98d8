"""The offices' tables of what surrounds migration: labour market, output, ages, minimum income, births and deaths."""

from data.intake.context.table import recognise

__all__ = ["recognise"]
