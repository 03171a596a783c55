"""The page of a tried move: does it hold, and what would change."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from solver.decide.trying import Trial
from solver.french import week_and_monday
from solver.instance import Instance
from solver.show.changes import changes_table
from solver.show.lines import paragraph
from solver.show.plan import titled

if TYPE_CHECKING:
    from solver.decide.completion import Completion

_MARGIN: Final = 2
_NO_TIME: Final = (
    "Le temps a manqué pour chercher le meilleur plan qui contient ce déplacement. Relancez avec"
    " --time-limit 60, par exemple."
)


def print_trial(console: Console, instance: Instance, trial: Trial) -> None:
    """Print what a move does in French, in lines no longer than the console is wide."""
    for part in _page(instance, trial, console.width):
        console.print(part)


def _page(instance: Instance, trial: Trial, width: int) -> Iterator[RenderableType]:
    yield titled(f"{trial.pupil} en {week_and_monday(trial.week)} ?", instance)
    verdict, *others = trial.messages
    yield paragraph(verdict, width, style="bold green" if trial.holds else "bold red")
    for message in others:
        yield paragraph(message, width)
    yield Text()
    if any(change.before != change.after for change in trial.score):
        yield Text("Ce qui changerait, du plus important au moins important", style="bold")
        yield Padding(changes_table(trial.score), (0, 0, 0, _MARGIN))
    else:
        yield Text("Rien ne deviendrait ni mieux ni moins bien.")


def print_completion(console: Console, completion: "Completion | None") -> None:
    """Print what the best plan with the move would be, under what was printed of the move.

    Its message says the price already.
    """
    console.print(Text())
    if completion is None:
        console.print(paragraph(_NO_TIME, console.width, style="bold yellow"))
        return
    console.print(paragraph(completion.message, console.width))
