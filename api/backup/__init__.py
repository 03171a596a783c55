"""Backups: the whole database in one file that says when it was altered, for either database."""
