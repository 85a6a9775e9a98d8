"""What several layouts share: rows, ages, entries, tables with two heads."""
