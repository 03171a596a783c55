"""The commands of the service; what they need is imported when they run."""
