"""Tables, catalogue and description of addresses for machines."""
