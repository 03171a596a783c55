"""Notices: what a collège sends when a pupil is excluded, and what becomes of it."""
