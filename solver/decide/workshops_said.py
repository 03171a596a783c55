"""What a plan means for workshops: those of the week by name, the others and the comfort overall."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from solver.decide.points import Point
from solver.decide.records import LevelChange
from solver.french import in_letters, listing, upper_first, with_article
from solver.instance import Workshop
from solver.rules import Level
from solver.score import uses_reluctant_slot
from solver.show.missing import missing_in
from solver.show.reading import Reading
from solver.timetable import parse_slot


class _Kind(NamedTuple):
    """Core workshops or the others: the level they count in, and their adjective."""

    core: bool
    level: Level
    adjective: str

    def all_take_place(self) -> str:
        return f"Tous les ateliers {self.adjective}s ont lieu."

    def missing_elsewhere(self, sessions: int, more: str = "") -> str:
        what = in_letters(
            sessions,
            f"séance d'atelier {self.adjective}",
            f"séances d'ateliers {self.adjective}s",
            feminine=True,
        )
        return f"Dans les autres semaines, il manque {what}{more}."


_CORE = _Kind(core=True, level="coverage", adjective="essentiel")
_OTHER = _Kind(core=False, level="comfort", adjective="complémentaire")


def workshops_described(reading: Reading) -> Iterator[Point]:
    """Say which workshops of the week take place and which are missing, and what is elsewhere."""
    for kind in (_CORE, _OTHER):
        missing = _Missing(reading, kind)
        yield from _missing_now(Counter(), missing)
        if missing.is_complete:
            yield Point(kind.all_take_place(), True, (kind.level,))
        if missing.elsewhere:
            said = kind.missing_elsewhere(missing.elsewhere)
            yield Point(said, False, (kind.level,))
    reluctant = _reluctant_sessions(reading)
    if reluctant:
        yield Point(_reluctant_said(reluctant), False, ("comfort",))


def workshops_compared(first: Reading, other: Reading) -> Iterator[Point]:
    """Say which workshops another plan has in the week and the first has not, or the reverse."""
    for kind in (_CORE, _OTHER):
        before, after = _Missing(first, kind), _Missing(other, kind)
        yield from _missing_now(before.by_workshop, after)
        yield from _back_again(before, after)
        more = after.elsewhere - before.elsewhere
        if more:
            said = kind.missing_elsewhere(abs(more), " de plus" if more > 0 else " de moins")
            yield Point(said, more < 0, (kind.level,))
    more = _reluctant_sessions(other) - _reluctant_sessions(first)
    if more:
        said = _reluctant_said(abs(more), " de plus" if more > 0 else " de moins")
        yield Point(said, more < 0, ("comfort",))


def total_missing(adjective: str, change: LevelChange) -> str:
    """Say that fewer sessions are missing only because there are fewer groups, or the reverse."""
    how = "moins" if change.after < change.before else "plus"
    return f"Au total, il manque {how} de séances d'ateliers {adjective}."


class _Missing:
    """What the groups of the week miss of one kind of workshops, and how much is missing elsewhere."""

    def __init__(self, reading: Reading, kind: _Kind) -> None:
        self.kind = kind
        self.groups = len(reading.groups_in(reading.week))
        self.workshops = [w for w in reading.instance.workshops if w.core == kind.core]
        self._found = [
            each for each in missing_in(reading, reading.week) if each.workshop.core == kind.core
        ]
        self.by_workshop: Counter[str] = Counter()
        for each in self._found:
            self.by_workshop[each.workshop.id] += each.sessions
        self.elsewhere = sum(
            each.sessions
            for week in reading.groups
            if week != reading.week
            for each in missing_in(reading, week)
            if each.workshop.core == kind.core
        )

    @property
    def is_complete(self) -> bool:
        """Whether there are groups, and they have all sessions they should."""
        return bool(self.groups and self.workshops and not self._found)

    def is_away(self, workshop: Workshop) -> bool:
        """Whether no group of the week has any session of a workshop."""
        placed = [each.placed for each in self._found if each.workshop.id == workshop.id]
        return len(placed) == self.groups and not any(placed)


def _missing_now(before: Counter[str], after: _Missing) -> Iterator[Point]:
    """Say which workshops miss more sessions of the week than before."""
    worse = [w for w in after.workshops if after.by_workshop[w.id] > before[w.id]]
    away = [workshop for workshop in worse if after.is_away(workshop)]
    level = after.kind.level
    if away:
        verb = "manque" if len(away) == 1 else "manquent"
        yield Point(f"{upper_first(_names(away))} {verb}.", False, (level,))
    partly = [workshop for workshop in worse if workshop not in away]
    if partly:
        verb, whose = ("n'a pas", "ses") if len(partly) == 1 else ("n'ont pas", "leurs")
        said = f"{upper_first(_names(partly))} {verb} toutes {whose} séances."
        yield Point(said, False, (level,))


def _back_again(before: _Missing, after: _Missing) -> Iterator[Point]:
    """Say which workshops miss fewer sessions of the week than before, unless nobody comes."""
    if not after.groups:
        return
    better = [w for w in after.workshops if after.by_workshop[w.id] < before.by_workshop[w.id]]
    level = after.kind.level
    if better and after.is_complete:
        yield Point(after.kind.all_take_place(), True, (level,))
        return
    whole = [workshop for workshop in better if not after.by_workshop[workshop.id]]
    if whole:
        verb = "a lieu" if len(whole) == 1 else "ont lieu"
        where = " pour chaque groupe" if after.groups > 1 else ""
        yield Point(f"{upper_first(_names(whole))} {verb}{where}.", True, (level,))
    partly = [workshop for workshop in better if after.by_workshop[workshop.id]]
    if partly:
        verb = "manque" if len(partly) == 1 else "manquent"
        yield Point(f"{upper_first(_names(partly))} {verb} moins.", True, (level,))


def _names(workshops: Sequence[Workshop]) -> str:
    return listing([with_article(workshop.name) for workshop in workshops])


def _reluctant_sessions(reading: Reading) -> int:
    return sum(
        uses_reluctant_slot(
            reading.instance, session.workshop, session.teacher, parse_slot(session.start)
        )
        for session in reading.plan.sessions
    )


def _reluctant_said(sessions: int, more: str = "") -> str:
    count = upper_first(in_letters(sessions, "séance", feminine=True))
    if sessions == 1:
        return f"{count}{more} tombe à un moment que l'intervenant·e préfère éviter."
    return f"{count}{more} tombent à des moments que les intervenant·es préfèrent éviter."
