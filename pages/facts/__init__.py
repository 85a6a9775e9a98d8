"""The facts in their active versions: what the store says, what is shown while it does not answer, how that stands."""
