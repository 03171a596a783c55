"""The tests mirror the source; data are invented (« données inventées »)."""
