"""Is the service alive, can it work, and what does it offer: what anybody may ask."""
