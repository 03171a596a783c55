"""Jobs: real ones, and children that misbehave."""
