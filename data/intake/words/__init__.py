"""What the words of a file's head, its places and keys mean."""
