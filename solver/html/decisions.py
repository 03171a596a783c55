"""Proposals, reasons and what one more would bring, as a notebook shows them."""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from solver.decide.additions_said import all_said
from solver.decide.explain import Explanation, Explanations
from solver.decide.propose import Proposal, Proposals
from solver.decide.value import Values
from solver.french import plural, upper_first, week_and_monday
from solver.html.elements import ACCENT, LINE, Shown, element, heading, items, line, strong, title
from solver.html.plan import without_plan
from solver.instance import Instance
from solver.plan import Plan, Status
from solver.show.explanation import verdict_said
from solver.show.proposals import proof

_CARD: Final = (
    f"flex: 1 1 16rem; border: 1px solid {LINE}; border-top: 3px solid {ACCENT};"
    " border-radius: 4px; padding: .5rem .75rem"
)


def show_proposals(found: Proposals, instance: Instance | None = None) -> Shown:
    """Show proposals side by side: whom each hosts, what speaks for it and against."""
    if not found.proposals:
        status: Status = "infeasible" if found.exhausted else "unknown"
        none = Plan(status=status, reasons=found.reasons)
        return Shown(title("Aucune proposition", instance), *without_plan(none))
    week = found.proposals[0].solidity.week
    first = _hosted(found.proposals[0], week)
    cards = [
        _card(number, proposal, week, first)
        for number, proposal in enumerate(found.proposals, start=1)
    ]
    count = plural(len(cards), "proposition")
    style = "display: flex; flex-wrap: wrap; gap: .75rem"
    head = title(f"{upper_first(week_and_monday(week))} : {count}", instance)
    return Shown(head, element("div", *cards, style=style))


def _card(number: int, proposal: Proposal, week: str, first: list[str]) -> Element:
    codes = element("p", style="margin: .35rem 0")
    for code in _hosted(proposal, week):
        new = code not in first
        style = (
            f"border: 1px solid {ACCENT if new else LINE}; border-radius: 3px; padding: 0 .35rem"
        )
        chip = element("span", strong(code) if new else code, style=f"{style}; white-space: nowrap")
        codes.append(chip)
        chip.tail = " "
    parts = [
        element("p", strong(f"{number}. {proposal.name}"), style="margin: 0"),
        codes,
        items(proposal.strengths, "+"),
        items(proposal.costs),
        line(proof(proposal), muted=True),
        line(proposal.solidity.message, muted=True),
    ]
    return element("section", *parts, style=_CARD)


def _hosted(proposal: Proposal, week: str) -> list[str]:
    return [entry.pupil for entry in proposal.plan.admissions if entry.week == week]


def show_explanation(explanation: Explanation, instance: Instance | None = None) -> Shown:
    """Show why a pupil is not in a week, and what would let him in."""
    return Shown(*_explanation(explanation, instance))


def show_explanations(found: Explanations, instance: Instance | None = None) -> Shown:
    """Show the reasons for everybody who waits."""
    if not found.explanations and found.complete:
        return Shown(line("Personne n'attend."))
    parts = [part for each in found.explanations for part in _explanation(each, instance)]
    if not found.complete:
        parts.append(line("Le temps a manqué pour examiner les autres."))
    return Shown(*parts)


def _explanation(explanation: Explanation, instance: Instance | None) -> Iterator[Element]:
    yield title(f"{explanation.pupil} en {week_and_monday(explanation.week)} ?", instance)
    yield line(strong(verdict_said(explanation)))
    yield line(explanation.message)
    if explanation.repairs:
        yield heading("Ce qui le permettrait")
        yield items(repair.message for repair in explanation.repairs)
    if not explanation.repairs_complete:
        yield line("Le temps a manqué pour chercher tout ce qui le permettrait.", muted=True)


def show_values(values: Values, instance: Instance | None = None) -> Shown:
    """Show what each addition would bring, the most valuable first, then what brings nothing."""
    if values.status in ("infeasible", "unknown"):
        none = Plan(status=values.status, reasons=values.reasons)
        return Shown(title("Rien n'a pu être pesé", instance), *without_plan(none))
    return Shown(
        title("Ce que chaque ajout apporterait à lui seul", instance),
        *_list([value.message for value in values.values if value.brings_something], "+"),
        *_without_effect(values, instance),
    )


def _without_effect(values: Values, instance: Instance | None) -> Iterator[Element]:
    """Name what brings nothing: in one sentence where the instance says the names, else one by one."""
    others = [value for value in values.values if not value.brings_something]
    if instance is None:
        yield from _list([value.message for value in others], "–")
        return
    for proven, words in (
        (True, "Sans effet"),
        (False, "Rien de mieux trouvé dans le temps donné"),
    ):
        named = all_said(instance, [v.change for v in others if v.proven == proven])
        if named:
            yield line(f"{words} : {named}.", muted=True)


def _list(messages: Sequence[str], sign: str) -> Iterator[Element]:
    if messages:
        yield items(messages, sign)
