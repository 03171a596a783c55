"""Who may do what: roles, passwords, sessions and tokens, limits."""
