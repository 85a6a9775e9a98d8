"""Cover, contents, sections, closing slide and sources: written, recognised and refreshed."""
