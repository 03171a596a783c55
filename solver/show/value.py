"""The page of what one more would bring: what helps, then all that would not."""

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from solver.decide.additions_said import all_said, said
from solver.decide.value import Value, Values
from solver.french import upper_first
from solver.generate.colleges import are_invented
from solver.instance import Instance
from solver.show.changes import changes_table
from solver.show.lines import paragraph

PROVEN: Final = "Tout cela est prouvé."
NOT_PROVEN: Final = (
    "Tout n'est pas prouvé : le temps a manqué. Relancez en laissant plus de temps à la recherche,"
    " par exemple avec --time-limit 300."
)

_MARGIN: Final = 3


def print_values(console: Console, instance: Instance, values: Values) -> None:
    """Print in French what each addition brings, in lines no longer than the console is wide."""
    for part in _page(instance, values, console.width):
        console.print(part)


def _page(instance: Instance, values: Values, width: int) -> Iterator[RenderableType]:
    invented = " – données inventées" if are_invented(instance.colleges) else ""
    yield Text.assemble(
        ("Ce que chaque ajout apporterait à lui seul", "bold"), (invented, "italic")
    )
    helpful = [value for value in values.values if value.brings_something]
    for number, value in enumerate(helpful, start=1):
        yield Text()
        what = upper_first(said(instance, value.change))
        doubt = "" if value.proven else " – non prouvé"
        yield paragraph(f"{number}. {what}{doubt}", width, style="bold")
        yield Padding(changes_table(value.score), (0, 0, 0, _MARGIN))
    others = [value for value in values.values if not value.brings_something]
    yield from _list(instance, "Sans effet", (v for v in others if v.proven), width)
    unknown = "Rien de mieux trouvé dans le temps donné"
    yield from _list(instance, unknown, (v for v in others if not v.proven), width)
    yield Text()
    if all(value.proven for value in values.values):
        yield paragraph(PROVEN, width, style="bold green")
    else:
        yield paragraph(NOT_PROVEN, width, style="bold yellow")


def _list(
    instance: Instance, title: str, values: Iterable[Value], width: int
) -> Iterator[RenderableType]:
    named = all_said(instance, [value.change for value in values])
    if named:
        yield Text()
        yield paragraph(f"{title} : {named}.", width)
