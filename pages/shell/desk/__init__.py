"""The analyst's desk: what its three pages (upload, register, versions) share."""
