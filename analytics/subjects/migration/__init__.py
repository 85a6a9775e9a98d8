"""Who comes, who goes, year by year."""
