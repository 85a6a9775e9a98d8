"""From the bytes of a file to grids of cells, whatever program wrote it."""
