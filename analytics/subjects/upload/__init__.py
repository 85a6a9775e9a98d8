"""What an uploaded file holds, as figures."""
