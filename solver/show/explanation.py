"""The page of an explanation: the verdict first, then why, the price, and what would help."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from solver.decide.explain import Explanation, Explanations, Verdict
from solver.french import plural, upper_first, week_and_monday
from solver.generate.colleges import are_invented
from solver.instance import Instance
from solver.plan import Plan
from solver.show.lines import paragraph
from solver.show.plan import item

_MARGIN: Final = 2

_VERDICTS: Final[dict[Verdict, str]] = {
    "admitted": "C'est prévu.",
    "tie": "Possible, sans rien perdre.",
    "worse": "Possible, mais à un prix.",
    "impossible": "Impossible en l'état.",
}
_STYLES: Final[dict[Verdict, str]] = {
    "admitted": "bold green",
    "tie": "bold green",
    "worse": "bold yellow",
    "impossible": "bold red",
}
_BETTER: Final = "Possible, et peut-être mieux."
_NOTHING_HELPS: Final = (
    "Rien de ce qui a été essayé ne suffirait, même deux choses à la fois : une place de plus cette"
    " semaine-là, deux élèves d'un même collège, une rencontre acceptée, un élève de plus pour un"
    " motif, une semaine fixée ou écartée qu'on libère."
)
_NOT_ALL_TRIED: Final = "Le temps a manqué pour chercher tout ce qui le permettrait."
_OTHERS_LEFT: Final = (
    "Le temps a manqué pour examiner les autres. Relancez avec --time-limit 300, par exemple."
)


def print_explanation(console: Console, instance: Instance, explanation: Explanation) -> None:
    """Print why a pupil is not in a week, in lines no longer than the console is wide."""
    title = Text.assemble(
        (f"{explanation.pupil} en {week_and_monday(explanation.week)} ?", "bold"), _source(instance)
    )
    console.print(title)
    for part in _explanation(instance, explanation, console.width):
        console.print(part)


def print_explanations(
    console: Console, instance: Instance, plan: Plan, explanations: Explanations
) -> None:
    """Print for every pupil who waits why none of the weeks before his own has him."""
    week_of = {admission.pupil: admission.week for admission in plan.admissions}
    by_pupil = [
        (pupil, list(about))
        for pupil, about in groupby(explanations.explanations, key=lambda each: each.pupil)
    ]
    if not by_pupil and explanations.complete:
        console.print(Text.assemble("Personne n'attend.", _source(instance)))
        return
    waiting = plural(len(by_pupil), "élève attend", "élèves attendent")
    console.print(Text.assemble((f"Pourquoi {waiting}", "bold"), _source(instance)))
    for pupil, about in by_pupil:
        planned = week_of.get(pupil)
        where = "sans place" if planned is None else f"prévu en {week_and_monday(planned)}"
        college = instance.colleges_by_id[instance.pupils_by_id[pupil].college].name
        console.print(Text.assemble("\n", (pupil, "bold"), f" ({college}), {where}"))
        for explanation in about:
            week = upper_first(week_and_monday(explanation.week))
            console.print(_indented(Text(f"{week} ?", style="bold"), 1))
            parts = _explanation(instance, explanation, console.width - 2 * _MARGIN)
            console.print(_indented(Group(*parts), 2))
    if not explanations.complete:
        console.print(Text())
        console.print(paragraph(_OTHERS_LEFT, console.width, style="bold yellow"))


def verdict_said(explanation: Explanation) -> str:
    """Say the verdict in a few words."""
    # Where nothing is proven, what was found with the pupil may be the better plan.
    if explanation.verdict == "tie" and explanation.cost:
        return _BETTER
    return _VERDICTS[explanation.verdict]


def _explanation(
    instance: Instance, explanation: Explanation, width: int
) -> Iterator[RenderableType]:
    yield Text(verdict_said(explanation), style=_STYLES[explanation.verdict])
    yield paragraph(explanation.message, width)
    if explanation.repairs:
        yield Text("Ce qui le permettrait :")
        for repair in explanation.repairs:
            yield item(repair.message, width)
    if not explanation.repairs_complete:
        yield paragraph(_NOT_ALL_TRIED, width, style="yellow")
    elif _could_be_helped(instance, explanation) and not explanation.repairs:
        yield paragraph(_NOTHING_HELPS, width, style="dim")


def _could_be_helped(instance: Instance, explanation: Explanation) -> bool:
    """Tell whether help was looked for: nothing opens a closed week."""
    wanted = explanation.verdict in ("worse", "impossible")
    return wanted and explanation.week in instance.open_weeks


def _source(instance: Instance) -> tuple[str, str]:
    return (" – données inventées" if are_invented(instance.colleges) else "", "italic")


def _indented(content: RenderableType, times: int) -> Padding:
    return Padding(content, (0, 0, 0, times * _MARGIN))
