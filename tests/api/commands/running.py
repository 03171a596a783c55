"""Running `daeet` as an installed program would be run, on a database of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ENGLISH: Final = (
    "Usage",
    "Error",
    "Options:",
    "Commands",
    "Show",
    "Missing",
    "Invalid",
    "Traceback",
)


def environment(data_dir: Path) -> dict[str, str]:
    """Give an environment in which `daeet` keeps its data in a folder of the test's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DAEET_")}
    return {**kept, "DAEET_DATA_DIR": str(data_dir)}


class Result:
    """What a command printed, and how it ended."""

    def __init__(self, data_dir: Path, *arguments: str, stdin: str = "") -> None:
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env=environment(data_dir),
        )
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        assert not [word for word in ENGLISH if word in self.out + self.err]

    def refusal(self) -> str:
        """Give the one line that says what was wrong."""
        assert (self.code, self.out) == (2, "")
        (line,) = self.err.splitlines()
        return line
