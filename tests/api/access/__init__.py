"""Passwords, sessions, tokens, limits."""
