"""Running `daeet` as the service's machine would, on a database of its own."""

import os
from pathlib import Path
from unittest.mock import patch

from api.cli import main
from tests.api.logged import logs_put_back
from tests.typed import Ended, type_here, type_in_a_process


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """Give an environment in which `daeet` keeps its data in a folder of the test's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DAEET_")}
    return {**kept, "DAEET_DATA_DIR": str(data_dir), **more}


class Result(Ended):
    """What a command printed and how it ended, run within the test's own process."""

    def __init__(self, data_dir: Path, *arguments: str, stdin: str = "", **more: str) -> None:
        with patch.dict(os.environ, environment(data_dir, **more), clear=True), logs_put_back():
            super().__init__(type_here(main, arguments, stdin))


class Process(Ended):
    """What a command printed and how it ended, run as a process of its own."""

    def __init__(self, data_dir: Path, *arguments: str, stdin: str = "") -> None:
        super().__init__(type_in_a_process("api.cli", arguments, stdin, environment(data_dir)))
