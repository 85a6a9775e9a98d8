"""Growth and outlook: trends, forecasts beside the naive one, what looking back says of them, and plain arithmetic.

statsmodels and scipy are imported where they are used: the server starts without them.
"""
