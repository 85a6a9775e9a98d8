"""Facts and their rules: the shipped tables, their schemas, and the functions that load them."""
