"""All formulas, and how the methods were tried."""
