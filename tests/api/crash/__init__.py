"""What is left after the service was killed, or found no room on the disk."""
