"""Proposals for one week side by side: first what differs between them, then what is common."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.catalogue.schemas.timetable import Hours
from api.proposals.reading import Fate, Read, proof
from api.proposals.service import Search
from solver.instance import Pupil


@dataclass(frozen=True)
class Row:
    """A pupil, and what each proposal gives, in their order."""

    pupil: Pupil
    college: str
    fates: tuple[Fate, ...]


@dataclass(frozen=True)
class Card:
    """A proposal beside the others: who comes only here, who waits here and comes in another."""

    read: Read
    proof: str
    only_here: tuple[str, ...]
    waits_here: tuple[tuple[str, Fate], ...]


@dataclass(frozen=True)
class Compared:
    """The proposals of a search. `differing` come this week in some of them, `common` in all."""

    cards: tuple[Card, ...]
    differing: tuple[Row, ...]
    common: tuple[str, ...]
    elsewhere: tuple[Row, ...]
    """Those who come this week in none, yet not in the same week in all."""


def compare(search: Search, hours: Sequence[Hours]) -> Compared:
    """Put the proposals of a search side by side."""
    reads = [Read(search.instance, each, hours) for each in search.proposals]
    rows = [
        Row(pupil, reads[0].college(pupil), tuple(read.fates[pupil.id] for read in reads))
        for pupil in search.instance.pupils
        if reads
    ]
    here = {row.pupil.id: [fate.kind == "here" for fate in row.fates] for row in rows}
    return Compared(
        cards=tuple(_card(reads, index, here) for index in range(len(reads))),
        differing=tuple(r for r in rows if any(here[r.pupil.id]) and not all(here[r.pupil.id])),
        common=tuple(code for code, comes in here.items() if all(comes)),
        elsewhere=tuple(r for r in rows if not any(here[r.pupil.id]) and len(set(r.fates)) > 1),
    )


def _card(reads: Sequence[Read], index: int, here: dict[str, list[bool]]) -> Card:
    read = reads[index]
    return Card(
        read,
        proof(read, reads[0]),
        only_here=tuple(c for c, comes in here.items() if comes[index] and sum(comes) == 1),
        waits_here=tuple(
            (code, read.fates[code])
            for code, comes in here.items()
            if not comes[index] and any(comes)
        ),
    )
