"""Sessions as whoever gives them reads them: when, where, for whom."""
