"""`python -m api.demo`: load the demonstration, in a process of its own that may use the solver.

The data folder comes by the environment, the password on standard input.
"""

import sys

from api.commands.storage import opened_storage
from api.demo.load import load


def main() -> None:
    """Load the demonstration."""
    with opened_storage() as storage:
        load(storage, sys.stdin.readline().rstrip("\n"))


if __name__ == "__main__":
    main()
