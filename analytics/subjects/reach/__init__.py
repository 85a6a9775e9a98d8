"""Whom an initiative is near to, and where one is missing."""
