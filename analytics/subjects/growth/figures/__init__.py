"""Figures and sentences of the network's growth."""
