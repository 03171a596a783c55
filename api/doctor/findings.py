"""How a danger or a warning is told: one sentence, with what to do."""

from typing import Literal, NamedTuple

Level = Literal["danger", "warning"]


class Finding(NamedTuple):
    """Something unsafe: `daeet serve` does not start with a danger."""

    level: Level
    code: str
    message: str


def danger(code: str, message: str) -> Finding:
    """Make a finding with which the service does not start."""
    return Finding("danger", code, message)


def warning(code: str, message: str) -> Finding:
    """Make a finding to be looked into."""
    return Finding("warning", code, message)
