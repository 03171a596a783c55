"""The demonstration: an invented year (données inventées), laid around the current week."""
