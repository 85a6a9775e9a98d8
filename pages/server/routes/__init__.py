"""One small module per kind of address; pages/server/routes/listing.py lists them."""
