"""What may follow, and how far such a look has carried."""
