"""How the network is funded."""
