"""Files in: recognised, checked, compared, confirmed, undone."""
