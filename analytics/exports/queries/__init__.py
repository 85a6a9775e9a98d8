"""Small questions with small answers, for the MCP server and the command line: few rows, what is missing, sources."""
