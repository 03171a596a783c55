"""Forgetting: files go in time or on request, numbers stay, and a restored backup forgets again."""
