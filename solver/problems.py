"""Bad input: what is wrong, where it stands in the document, and the exception that carries it."""

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with a document: its JSON path (`pupils[3].college`) and a French sentence."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path} : {self.message}" if self.path else self.message


class InputError(ValueError):
    """The input cannot be used; nothing was written. Carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def json_path(location: Iterable[str | int]) -> str:
    """Write a location as a JSON path: `("pupils", 3, "college")` is `pupils[3].college`."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path
