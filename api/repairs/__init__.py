"""Repairing a published week on its Monday: what happened, what it changes, whom to call."""
