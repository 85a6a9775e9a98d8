"""One cell at a time: signs, codes, numbers, formats, what is struck out."""
