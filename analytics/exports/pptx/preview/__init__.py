"""Pictures of slides as they stand in a file, for a look before and after a refresh; no office program is needed."""
