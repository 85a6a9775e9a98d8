"""Every kind of slide on every kind of template, checked and rendered."""
