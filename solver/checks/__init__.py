"""The rules as the checker sees them: one function each, in plain Python."""
