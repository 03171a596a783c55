"""What a notebook shows by itself."""
