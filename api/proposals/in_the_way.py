"""What makes every plan impossible, each point with the place where it is changed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from api.catalogue import apart
from api.notices.stays import stay_of
from api.proposals.service import Search
from api.storage import versions
from api.storage.work import Reading
from solver.plan import Reason
from solver.rules import RuleId


class Place(NamedTuple):
    """A page, down to what it is about, and what it is called; the label may name a pupil by code."""

    path: str
    label: str


class InTheWay(NamedTuple):
    """One of the points that contradict each other, and where it can be changed."""

    message: str
    places: tuple[Place, ...]


def in_the_way(work: Reading, search: Search) -> tuple[InTheWay, ...]:
    """List what contradicts itself in a search that proved that there is no plan."""
    return tuple(
        InTheWay(
            each.message, tuple(_PLACES[each.rule](work, each)) if each.rule in _PLACES else ()
        )
        for each in search.reasons
    )


def _notices(work: Reading, reason: Reason) -> Iterator[Place]:
    """Lead to what was asked for each pupil: the weeks agreed to, those to keep or to avoid."""
    for code in reason.subjects:
        stay = versions.present(work, "stay", code)
        if stay is not None and stay.content:
            yield Place(f"/demandes/{stay_of(stay)['notice']}", f"La demande de {code}")


def _pair(_work: Reading, reason: Reason) -> Iterator[Place]:
    one, other = sorted(reason.subjects)
    yield Place(apart.place_of(one, other), "Cette incompatibilité")


def _week(_work: Reading, reason: Reason) -> Iterator[Place]:
    yield Place(f"/calendrier/{reason.subjects[0]}", "Cette semaine dans le calendrier")


def _seats(_work: Reading, _reason: Reason) -> Iterator[Place]:
    yield Place("/regles#f-capacity", "Le nombre de places")


def _limit(_work: Reading, reason: Reason) -> Iterator[Place]:
    yield Place(f"/regles#f-motive_limits.{reason.subjects[0]}", "Cette limite")


_PLACES: Final[Mapping[RuleId, Callable[[Reading, Reason], Iterator[Place]]]] = {
    "window": _notices,
    "pin": _notices,
    "ban": _notices,
    "college": _notices,
    "conflict": _pair,
    "closed-week": _week,
    "capacity": _seats,
    "motive-limit": _limit,
}
