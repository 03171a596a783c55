"""Accounts: signing in and out, one's password, one's sessions and tokens, and their upkeep."""
