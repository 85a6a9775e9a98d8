"""Presentations whose charts are charts and whose maps are shapes."""
