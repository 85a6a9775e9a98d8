"""What an operator sets and sees: settings, limits, logs, metrics."""
