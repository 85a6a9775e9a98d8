"""Whole charts that several figures share, each from a tidy frame and names of its columns."""
