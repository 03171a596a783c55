"""The levels of the score that a change moves, in their order: from what to what, better or worse."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from solver.decide.records import LevelChange
from solver.rules import LEVEL_LABELS


def changes_table(changes: Iterable[LevelChange]) -> Table:
    """Lay out the levels that move, one line each."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for change in changes:
        if change.before == change.after:
            continue
        better = change.after < change.before
        table.add_row(
            Text(LEVEL_LABELS[change.level]),
            Text(f"{change.before} → {change.after}", no_wrap=True),
            Text("mieux", style="green") if better else Text("moins bien", style="yellow"),
        )
    return table
