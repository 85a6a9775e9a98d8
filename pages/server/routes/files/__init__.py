"""Files a page fetches: code, style, borders, typefaces."""
