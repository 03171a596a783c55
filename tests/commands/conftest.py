"""What the tests of commands share."""

from pathlib import Path

import pytest

from tests.commands.running import write
from tests.example import example


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Make a folder with the example instance, feasible and small."""
    write(tmp_path / "i.json", example())
    return tmp_path
