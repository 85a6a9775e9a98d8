"""The map of the districts: values, classes, layers, words and the printed picture."""
