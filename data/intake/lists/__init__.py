"""Lists a coordinator keeps: register, funding, membership; their headings and templates."""
