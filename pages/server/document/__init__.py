"""What the server writes into the document of a page."""
