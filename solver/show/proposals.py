"""The page of several proposals for a week: who is hosted, then what speaks for each and against."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from solver.charter import CHARTER_VERSION
from solver.decide.propose import BEST, NEXT, Proposal, Proposals
from solver.french import full_date, listing, monday_near, plural
from solver.generate.colleges import are_invented
from solver.instance import Instance, Pupil
from solver.rules import NAMED_ORDERS, ORDER_LABELS
from solver.show.lines import paragraph, wrap
from solver.show.people import left_out
from solver.show.reading import Reading
from solver.weeks import monday

SHOW_ONE: Final = (
    "Pour voir une proposition en entier, avec son emploi du temps, ajoutez --show et son numéro à"
    " la même commande."
)

_MARGIN: Final = 2
_SIGN: Final = 2
_GAP: Final = 3
_NARROWEST: Final = 30
"""In terminal cells; where columns would be narrower, proposals stand one under the other."""
_MOST_SIDE_BY_SIDE: Final = 3
_NAME_AND_COLLEGE: Final = 32
_WEEK: Final = 15
"""What the columns of the table of pupils take, in terminal cells."""


class _Numbered(NamedTuple):
    """A proposal, its number from 1, and its plan as read from the week asked."""

    number: int
    proposal: Proposal
    reading: Reading

    def hosts(self, pupil: Pupil) -> bool:
        admission = self.reading.admission_of.get(pupil.id)
        return admission is not None and admission.week == self.reading.week


def print_proposals(
    console: Console, instance: Instance, week: str, found: Proposals, min_distance: int
) -> None:
    """Print the proposals in French, at least one, in lines no longer than the console is wide."""
    numbered = [
        _Numbered(number, proposal, Reading(instance, proposal.plan, week))
        for number, proposal in enumerate(found.proposals, start=1)
    ]
    for part in _page(instance, week, numbered, console.width):
        console.print(part)
    console.print()
    others = _others(found.exhausted, len(numbered), min_distance)
    for said, style in ((others, "bold"), (SHOW_ONE, ""), (_charter(), "dim")):
        console.print(paragraph(said, console.width, style=style))


def _page(
    instance: Instance, week: str, numbered: Sequence[_Numbered], width: int
) -> Iterator[RenderableType]:
    invented = " – données inventées" if are_invented(instance.colleges) else ""
    count = plural(len(numbered), "proposition")
    title = f"Semaine du {full_date(monday(week))} ({week}) : {count}"
    yield Text.assemble((title, "bold"), (invented, "italic"))
    yield from _hosted(instance, numbered, width)
    for beside in _rows(numbered, width):
        yield Text()
        yield _side_by_side(beside, numbered[0], width, alone=len(numbered) == 1)
    yield from _fixes(numbered, width)


def _hosted(
    instance: Instance, numbered: Sequence[_Numbered], width: int
) -> Iterator[RenderableType]:
    """Show who is hosted: those who differ first, week by week, then those common to all."""
    always = [p for p in instance.pupils if all(each.hosts(p) for each in numbered)]
    ever = [p for p in instance.pupils if any(each.hosts(p) for each in numbered)]
    some = [pupil for pupil in ever if pupil not in always]
    yield Text()
    if not ever:
        yield Text("Personne n'est accueilli.", style="bold")
    if some:
        yield Text("Qui vient selon la proposition", style="bold")
        fitting = max(1, (width - _MARGIN - _NAME_AND_COLLEGE) // _WEEK)
        for start in range(0, len(numbered), fitting):
            table = _weeks_of(instance, some, numbered[start : start + fitting])
            yield Padding(table, (0, 0, 0, _MARGIN))
    if always:
        who = "Dans toutes" if len(numbered) > 1 else "Accueillis"
        colleges = instance.colleges_by_id
        named = listing([f"{pupil.id} ({colleges[pupil.college].name})" for pupil in always])
        yield paragraph(f"{who} : {named}.", width)


def _weeks_of(instance: Instance, pupils: Sequence[Pupil], numbered: Sequence[_Numbered]) -> Table:
    numbers = [f"Proposition {each.number}" for each in numbered]
    table = Table(
        "", "", *numbers, box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0)
    )
    for pupil in pupils:
        weeks = [_week_of(each, pupil) for each in numbered]
        college = instance.colleges_by_id[pupil.college].name
        table.add_row(Text(pupil.id, style="bold"), Text(college), *weeks)
    return table


def _week_of(each: _Numbered, pupil: Pupil) -> Text:
    """Say in words when a pupil comes in a proposal."""
    if each.hosts(pupil):
        return Text("cette semaine", style="bold")
    admission = each.reading.admission_of.get(pupil.id)
    if admission is not None:
        return Text(monday_near(admission.week, each.reading.week))
    never = pupil in left_out(each.reading, "unplaced")
    return Text("sans place" if never else "hors période")


def _rows(numbered: Sequence[_Numbered], width: int) -> Iterator[Sequence[_Numbered]]:
    """Put as many proposals side by side as the width allows, or each under the other."""
    beside = min(len(numbered), _MOST_SIDE_BY_SIDE)
    if beside * _NARROWEST + (beside - 1) * _GAP > width:
        beside = 1
    for start in range(0, len(numbered), beside):
        yield numbered[start : start + beside]


def _side_by_side(
    beside: Sequence[_Numbered], first: _Numbered, width: int, *, alone: bool
) -> Table:
    """Lay out proposals in columns of equal width, what answers the same question at one height."""
    column = (width - _GAP * (len(beside) - 1)) // len(beside)
    table = Table.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    for _ in beside:
        table.add_column(width=column)
    sections: list[Callable[[_Numbered], Text]] = [
        lambda each: paragraph(f"{each.number}. {each.proposal.name}", column, style="bold"),
        lambda each: _lines(_who(each, first, alone=alone), column),
        lambda each: _signed(each.proposal.strengths, "+", column),
        lambda each: _signed(each.proposal.costs, "–", column),
        lambda each: paragraph(proof(each.proposal), column, style=_proof_style(each.proposal)),
        lambda each: paragraph(each.proposal.solidity.message, column),
    ]
    for section in sections:
        texts = [section(each) for each in beside]
        if any(text.plain for text in texts):
            table.add_row(*texts)
    return table


def _who(each: _Numbered, first: _Numbered, *, alone: bool) -> Iterator[str]:
    """Say whom a proposal hosts, against the first, and in which group where there are several."""
    pupils = each.reading.instance.pupils
    joined = [p.id for p in pupils if each.hosts(p) and not first.hosts(p)]
    left = [p.id for p in pupils if first.hosts(p) and not each.hosts(p)]
    if each is first and not alone:
        yield "Les autres propositions lui sont comparées."
    elif joined and left:
        yield f"{listing(joined)} à la place de {listing(left)}."
    elif joined:
        yield f"{listing(joined)} en plus."
    elif left:
        yield f"Sans {' ni '.join(left)}."
    if each.reading.instance.groups_per_week > 1:
        for number, group in each.reading.groups_in(each.reading.week).items():
            yield f"Groupe {number} : {', '.join(pupil.id for pupil in group)}."


def _lines(sentences: Iterable[str], width: int) -> Text:
    return Text("\n".join(line for said in sentences for line in wrap(said, width)))


def _signed(sentences: Sequence[str], sign: str, width: int) -> Text:
    """List sentences, each behind a sign that reads in black and white."""
    lines = []
    for sentence in sentences:
        start, *rest = wrap(sentence, width - _SIGN)
        lines += [f"{sign} {start}", *(" " * _SIGN + line for line in rest)]
    return Text("\n".join(lines))


def proof(proposal: Proposal) -> str:
    """Say in a sentence of what a proposal is proven the best, or that it is not."""
    if proposal.plan.status != "optimal":
        return "Il n'est pas prouvé que ce soit le meilleur : le temps a manqué. Voir --time-limit."
    if proposal.name == BEST:
        return "C'est prouvé : aucun autre plan ne fait mieux."
    if proposal.name == NEXT:
        return "C'est prouvé : aucun autre groupe assez différent ne fait mieux."
    label = next(ORDER_LABELS[name] for name in NAMED_ORDERS if name == proposal.order)
    return f"C'est prouvé : avec une autre priorité ({label}), aucun autre plan ne fait mieux."


def _proof_style(proposal: Proposal) -> str:
    return "green" if proposal.plan.status == "optimal" else "yellow"


def _fixes(numbered: Sequence[_Numbered], width: int) -> Iterator[RenderableType]:
    """Say once what would let missing workshops take place, and in which proposals."""
    where: dict[str, list[str]] = {}
    for each in numbered:
        for fix in each.proposal.missing:
            where.setdefault(fix.message, []).append(str(each.number))
    if not where:
        return
    yield Text()
    yield Text("Pour qu'un atelier essentiel qui manque ait lieu", style="bold")
    for message, numbers in where.items():
        which = ""
        if len(numbers) < len(numbered):
            word = "propositions" if len(numbers) > 1 else "proposition"
            which = f" ({word} {listing(numbers)})"
        elif len(numbered) > 1:
            which = " (toutes les propositions)"
        said = f"{message.removesuffix('.')}{which}."
        yield Padding(_signed([said], "–", width - _MARGIN), (0, 0, 0, _MARGIN))


def _others(exhausted: bool, found: int, min_distance: int) -> str:
    """Say whether other proposals exist."""
    if exhausted:
        differ = f"diffère d'au moins {plural(min_distance, 'élève')}"
        these = "celui-ci" if found == 1 else "ceux-ci"
        return f"Aucun autre groupe possible ne {differ} de {these} : c'est prouvé."
    return (
        "D'autres groupes restent peut-être possibles : demandez plus de propositions avec --count."
    )


def _charter() -> str:
    return f"Règles appliquées : charte, version {CHARTER_VERSION}."
