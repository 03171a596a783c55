"""Synthetic situations with a seed: invented data, of any size, believable enough to plan with."""

from solver.generate.situations import generate, generate_next_week, generate_year

__all__ = ["generate", "generate_next_week", "generate_year"]
