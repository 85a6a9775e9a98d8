"""Answers of the analyses as plain data, for the command line and other programs."""
