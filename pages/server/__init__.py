"""The web server: middleware, headers, routes."""
