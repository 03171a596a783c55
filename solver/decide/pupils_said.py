"""What a plan means for pupils: a place or none, the announced week, the wait."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from solver.decide.points import Point, of_pupils
from solver.decide.records import LevelChange
from solver.french import in_letters
from solver.instance import Instance, Pupil
from solver.show.people import left_out
from solver.show.reading import Reading
from solver.weeks import week_number

_Stretch = tuple[str, str]
"""A week, and a later one up to which somebody waits."""

_MOST_SENTENCES: Final = 2
"""How many lengths of wait are said apart, for longer waits and for shorter ones."""


def pupils_described(reading: Reading) -> Iterator[Point]:
    """Say what a plan means for pupils, by itself."""
    unplaced = _codes(left_out(reading, "unplaced"))
    if unplaced:
        yield Point(
            of_pupils(
                unplaced,
                "n'a pas de place d'ici sa dernière semaine possible",
                "n'ont pas de place d'ici leur dernière semaine possible",
            ),
            False,
            ("unplaced",),
        )
    carried = _codes(left_out(reading, "carried-over"))
    if carried and not unplaced:
        # « Aucun élève ne reste sans place » would be read as the contrary of what comes next.
        said = "Qui n'a pas de place dans la période peut encore en avoir une après."
        yield Point(said, True, ("unplaced",))
    elif not unplaced and reading.instance.pupils:
        yield Point("Aucun élève ne reste sans place.", True, ("unplaced",))
    if carried:
        yield _carried(carried)
    yield from _announcements_described(reading)
    yield from _longest_wait(reading, everybody=not unplaced and not carried)


def _announcements_described(reading: Reading) -> Iterator[Point]:
    changed = [pupil for pupil in reading.announced if not _comes_as_announced(reading, pupil)]
    if changed:
        said = of_pupils(
            changed, "ne vient pas la semaine annoncée", "ne viennent pas la semaine annoncée"
        )
        yield Point(said, False, ("disruption",))
    elif len(reading.announced) > 1:
        yield Point("Toutes les semaines annoncées sont tenues.", True, ("disruption",))
    elif reading.announced:
        yield Point("La semaine annoncée est tenue.", True, ("disruption",))


def _longest_wait(reading: Reading, *, everybody: bool) -> Iterator[Point]:
    """Say who waits longest of the pupils hosted, who may be everybody."""
    stays = {
        pupil.id: (pupil.earliest, reading.admission_of[pupil.id].week)
        for pupil in reading.instance.pupils
        if pupil.id in reading.admission_of
    }
    waited = {code: reading.instance.open_weeks_waited(*stay) for code, stay in stays.items()}
    longest = max(waited.values(), default=0)
    if longest:
        pupils = [pupil for pupil, weeks in waited.items() if weeks == longest]
        duration, closed = _duration(reading.instance, [stays[pupil] for pupil in pupils])
        said = of_pupils(
            pupils,
            f"attend le plus longtemps : {duration}{closed}",
            f"attendent le plus longtemps : {duration} chacun{closed}",
        )
        among = "" if everybody else "Parmi les élèves accueillis, "
        yield Point(f"{among}{said}", False, ("waiting",))
    elif waited and everybody:
        said = "Personne n'attend : chaque élève vient dès sa première semaine possible."
        yield Point(said, True, ("waiting",))


def pupils_compared(first: Reading, other: Reading) -> Iterator[Point]:
    """Say which pupils another plan serves better or worse, those of the week asked first."""
    pupils = sorted(first.instance.pupils, key=lambda pupil: not _is_there(pupil, first, other))
    yield from _places(first, other, pupils)
    yield from _announcements(first, other, _codes(pupils))
    yield from _waits(first, other, pupils)


def total_wait(change: LevelChange) -> str:
    """Say that the wait changes only because it is not counted for pupils left without a place."""
    if change.after < change.before:
        return "L'attente diminue au total, mais sans compter les élèves qui n'ont pas de place."
    return "L'attente augmente au total : elle compte des élèves qui n'avaient pas de place."


def _is_there(pupil: Pupil, *readings: Reading) -> bool:
    return any(
        (admission := reading.admission_of.get(pupil.id)) is not None
        and admission.week == reading.week
        for reading in readings
    )


def _places(first: Reading, other: Reading, pupils: Sequence[Pupil]) -> Iterator[Point]:
    gained = [p for p in pupils if p.id not in first.admission_of and p.id in other.admission_of]
    lost = [p for p in pupils if p.id in first.admission_of and p.id not in other.admission_of]
    unplaced, carried = _by_outcome(first, gained)
    if unplaced:
        yield Point(of_pupils(unplaced, "a une place", "ont une place"), True, ("unplaced",))
    if carried:
        said = of_pupils(
            carried,
            "n'a plus à attendre la période suivante",
            "n'ont plus à attendre la période suivante",
        )
        yield Point(said, True, ("carried", "waiting"))
    unplaced, carried = _by_outcome(other, lost)
    if unplaced:
        said = of_pupils(
            unplaced,
            "n'a plus de place d'ici sa dernière semaine possible",
            "n'ont plus de place d'ici leur dernière semaine possible",
        )
        yield Point(said, False, ("unplaced",))
    if carried:
        yield _carried(carried)


def _carried(pupils: Sequence[str]) -> Point:
    said = of_pupils(
        pupils, "doit attendre la période suivante", "doivent attendre la période suivante"
    )
    return Point(said, False, ("carried", "waiting"))


def _by_outcome(reading: Reading, pupils: Sequence[Pupil]) -> tuple[list[str], list[str]]:
    """Tell those left without a place from those carried over, in a plan that hosts neither."""
    never = {pupil.id for pupil in left_out(reading, "unplaced")}
    codes = _codes(pupils)
    return [code for code in codes if code in never], [code for code in codes if code not in never]


def _announcements(first: Reading, other: Reading, pupils: Sequence[str]) -> Iterator[Point]:
    told = [pupil for pupil in pupils if pupil in first.announced]
    kept = [pupil for pupil in told if _comes_as_announced(other, pupil)]
    before = [pupil for pupil in told if _comes_as_announced(first, pupil)]
    gained = [pupil for pupil in kept if pupil not in before]
    if gained:
        said = of_pupils(
            gained, "vient bien la semaine annoncée", "viennent bien la semaine annoncée"
        )
        yield Point(said, True, ("disruption",))
    lost = [pupil for pupil in before if pupil not in kept]
    if lost:
        said = of_pupils(
            lost, "ne vient plus la semaine annoncée", "ne viennent plus la semaine annoncée"
        )
        yield Point(said, False, ("disruption",))


def _comes_as_announced(reading: Reading, pupil: str) -> bool:
    admission = reading.admission_of.get(pupil)
    return admission is not None and admission.week == reading.announced[pupil]


def _waits(first: Reading, other: Reading, pupils: Sequence[Pupil]) -> Iterator[Point]:
    """Say who waits longer and who less, in weeks; pupils who change alike share a sentence."""
    longer: defaultdict[int, dict[str, _Stretch]] = defaultdict(dict)
    shorter: defaultdict[int, dict[str, _Stretch]] = defaultdict(dict)
    for pupil in pupils:
        before, after = (reading.admission_of.get(pupil.id) for reading in (first, other))
        if before is None or after is None or before.week == after.week:
            continue
        later = week_number(after.week) > week_number(before.week)
        stretch = (before.week, after.week) if later else (after.week, before.week)
        weeks = first.instance.open_weeks_waited(*stretch)
        (longer if later else shorter)[weeks][pupil.id] = stretch
    for alike, good, more in ((shorter, True, "de moins"), (longer, False, "de plus")):
        for said in _by_duration(first.instance, list(alike.values()), more):
            yield Point(said, good, ("waiting",))


def _by_duration(
    instance: Instance, alike: Sequence[dict[str, _Stretch]], more: str
) -> Iterator[str]:
    apart, rest = alike[:_MOST_SENTENCES], alike[_MOST_SENTENCES:]
    if len(rest) == 1:
        apart, rest = alike, []
    for stretches in apart:
        duration, closed = _duration(instance, list(stretches.values()))
        said = f"{duration} {more}{closed}"
        yield of_pupils(list(stretches), f"attend {said}", f"attendent {said}")
    if rest:
        others = [pupil for stretches in rest for pupil in stretches]
        how = "moins longtemps" if more == "de moins" else "plus longtemps"
        yield of_pupils(others, f"attend aussi {how}", f"attendent aussi {how}")


def _duration(instance: Instance, stretches: Sequence[_Stretch]) -> tuple[str, str]:
    """Say how long stretches are, all equally long; then that closed weeks do not count, if any."""
    weeks = instance.open_weeks_waited(*stretches[0])
    uncut = all(week_number(end) - week_number(start) == weeks for start, end in stretches)
    closed = "" if uncut else ", sans compter les semaines fermées"
    return in_letters(weeks, "semaine", feminine=True), closed


def _codes(pupils: Sequence[Pupil]) -> list[str]:
    return [pupil.id for pupil in pupils]
