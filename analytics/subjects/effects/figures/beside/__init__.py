"""Figures of what stands beside the estimate of the page."""
