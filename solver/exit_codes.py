"""How a command ends, as `docs/contract.md` lists it."""

from typing import Final

DONE: Final = 0
VIOLATIONS: Final = 1
BAD_INPUT: Final = 2
INFEASIBLE: Final = 3
OUT_OF_TIME: Final = 4
INTERNAL_ERROR: Final = 70
NO_OUTPUT: Final = 74
INTERRUPTED: Final = 130
