"""What the solver would refuse in an instance is refused already when it is entered."""

from typing import Any, Final

from api.errors import Invalid
from solver.french_errors import at_most_fifty
from solver.instance import Instance
from solver.problems import Problem
from solver.references import find_problems

_ANY_WEEK: Final = "2026-W01"


def problems(prefix: str, **parts: Any) -> list[Problem]:
    """List what is wrong below a path in an instance made of some parts and nothing else."""
    instance = Instance(
        format="daeet-instance/1",
        first_week=_ANY_WEEK,
        last_week=_ANY_WEEK,
        **{"colleges": (), "pupils": (), **parts},
    )
    return at_most_fifty(
        Problem(found.path.removeprefix(prefix), found.message.replace(prefix, ""))
        for found in find_problems(instance)
        if found.path.startswith(prefix)
    )


def hold(prefix: str, **parts: Any) -> None:
    """Raise Invalid where something is wrong below a path."""
    if found := problems(prefix, **parts):
        raise Invalid(problems=found)
