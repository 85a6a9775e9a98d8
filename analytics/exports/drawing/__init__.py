"""Figures and maps drawn without a browser: laid out as marks, written as PNG or SVG."""
