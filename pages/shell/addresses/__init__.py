"""One small module per kind of address; pages/shell/routes.py lists them."""
