"""What the initiatives count for themselves, by the same definitions for all."""
