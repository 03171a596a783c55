"""The audit trail as the référente reads it."""
