"""One reader per layout: each takes a grid of cells and gives text columns by the role they play."""
