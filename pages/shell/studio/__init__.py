"""The studio: collecting views, putting them in order, taking them away as files."""
