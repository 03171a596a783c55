"""Proposals as the référente works with them: compared, read in full, adjusted, published."""
