"""Figures, tables and maps as HTML."""
