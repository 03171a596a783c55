"""The audit trail, for the référente to read and to verify."""
