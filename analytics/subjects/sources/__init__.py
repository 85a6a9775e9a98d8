"""Terms, tables and where they come from."""
