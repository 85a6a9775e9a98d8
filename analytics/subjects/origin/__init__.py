"""Where people come from and where they go: inside Germany by partner, and the balance with abroad."""
