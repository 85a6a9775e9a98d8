"""Measures: frames in, frames and numbers out; each states its grain."""
