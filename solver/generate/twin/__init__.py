"""A synthetic twin of a situation: its statistics, and none of its pupils.

What is kept and what is not: "A synthetic twin" in `docs/contract.md`.
"""

from solver.generate.twin.situation import FEWEST_PUPILS, twin

__all__ = ["FEWEST_PUPILS", "twin"]
