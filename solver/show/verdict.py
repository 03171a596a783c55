"""The score in words, and how sure it is that no plan does better."""

from typing import Final

from rich.table import Table
from rich.text import Text

from solver.plan import Plan
from solver.rules import LEVEL_LABELS
from solver.show.levels_said import margin_said, value_said

PROVEN: Final = "Ce plan est prouvé : aucun autre ne fait mieux."
NOT_PROVEN: Final = (
    "Ce plan n'est pas prouvé le meilleur : le temps a manqué. Plus haut, « au mieux » dit"
    " jusqu'où chaque niveau pourrait encore descendre."
)
UNKNOWN: Final = (
    "Le temps a manqué pour trouver un plan. Relancez en laissant plus de temps à la recherche,"
    " par exemple avec --time-limit 300."
)
INFEASIBLE: Final = "Aucun plan n'est possible : voici ce qui se contredit."
INFEASIBLE_ADVICE: Final = "Il suffit de changer l'un de ces points pour lever cette contradiction."


def score_table(plan: Plan) -> Table:
    """Lay the levels out in the order they count, with what is proven of each."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for number, score in enumerate(plan.score, start=1):
        table.add_row(
            Text(f"{number}.", style="dim"),
            Text(LEVEL_LABELS[score.level]),
            Text(value_said(score), style="" if score.value == 0 else "bold"),
            Text("" if plan.status == "optimal" else margin_said(score), style="dim"),
        )
    return table


def verdict(plan: Plan) -> tuple[str, str]:
    """Say in a sentence whether the plan is proven the best, and give the sentence's style."""
    if plan.status == "optimal":
        return PROVEN, "bold green"
    return NOT_PROVEN, "bold yellow"
