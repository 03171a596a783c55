"""Forgetting: retention, erasure on request, upkeep, backups."""
