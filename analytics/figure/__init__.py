"""What every figure consists of: model, theme, annotations, sources, statements."""
