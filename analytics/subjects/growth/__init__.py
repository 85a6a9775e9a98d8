"""How the network grew."""
