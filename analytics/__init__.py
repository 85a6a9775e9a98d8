"""Measures, figures and files from canonical frames; knows no screen and no store."""
