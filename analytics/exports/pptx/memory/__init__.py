"""What a deck remembers of how it was made: marks, properties, the places it fills."""
