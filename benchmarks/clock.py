"""Timing, and rounding what was timed for a reader."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).parent.parent

_NO_BYTECODE: Final = "PYTHONDONTWRITEBYTECODE"


def seconds_of(work: Callable[[], object]) -> float:
    """Time one call, in seconds of wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def seconds_of_command(*arguments: str) -> float:
    """Time one `daeet` command from cold, in a process of its own."""
    command = [sys.executable, "-m", "solver.cli", *arguments]
    # Installed programs keep their bytecode; a shell set up for development may not.
    environment = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}

    def run() -> None:
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    return seconds_of(run)


def spread(seconds: Sequence[float]) -> str:
    """Write a median and the worst: `0,12 s (au pire 0,15 s)`."""
    return f"{french(median(seconds))} s (au pire {french(max(seconds))} s)"


def french(number: float) -> str:
    """Write a number with two decimals and a comma."""
    return f"{number:.2f}".replace(".", ",")
