"""The line that lives while the solver searches: what is being settled, and how far it is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from solver.question import GOAL_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.status import Status

    from solver.solve import OnProgress, Progress

_SPINNER = 3
"""The terminal cells that the turning sign takes before the sentence."""


@contextmanager
def progress_line() -> Iterator["OnProgress | None"]:
    """Give what shows the solver's progress on standard error, or None where nobody watches it."""
    with _status("Recherche du meilleur plan…") as status:
        if status is None:
            yield None
        else:
            room = status.console.width - _SPINNER
            yield lambda progress: status.update(sentence(progress, room))


@contextmanager
def _status(start: str) -> Iterator["Status | None"]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        yield None
        return
    with console.status(start) as status:
        yield status


@contextmanager
def counting_line(what: str) -> Iterator["Callable[[int, int], None] | None"]:
    """Give what shows how many of how many are done, or None where nobody watches standard error."""
    with _status(f"{what}…") as status:
        if status is None:
            yield None
        else:
            yield lambda done, of: status.update(f"{what} : {done} sur {of}")


@contextmanager
def bar(what: str) -> Iterator["Callable[[int, int], None] | None"]:
    """Give what shows a bar of how many of how many are done, or None where nobody watches it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


def sentence(progress: "Progress", room: int) -> str:
    """Say where the search stands, for example « Attente : 12 trouvé, jamais moins de 9 ».

    The name of the level is cut where the whole would not fit in `room` characters.
    """
    found = "rien encore" if progress.value is None else f"{progress.value} trouvé"
    figures = f" : {found}, jamais moins de {progress.bound}"
    label = GOAL_LABELS[progress.level]
    if len(label) + len(figures) > room:
        label = label[: max(room - len(figures) - 1, 0)].rstrip() + "…"
    return label + figures
