"""What a plan means for the balance of its groups: those of the week in detail, others overall."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from solver.decide.points import Point
from solver.french import in_letters, listing, upper_first, week_name
from solver.french_errors import printable
from solver.instance import CLASS_LEVELS, Gender, Policy, Pupil
from solver.score import FULL_ENOUGH, group_cohesion, level_gap, lone_genders
from solver.show.reading import Reading

Group = Sequence[Pupil]

_NOUNS: Final[dict[Gender, str]] = {"F": "fille", "M": "garçon"}


@dataclass(frozen=True)
class _Balance:
    """What weighs on the balance of some groups, as `cohesion` counts it; nothing without weight."""

    policy: Policy
    groups: tuple[Group, ...]

    @cached_property
    def cost(self) -> int:
        return sum(group_cohesion(self.policy, group) for group in self.groups)

    def alone(self, gender: Gender) -> int:
        """Count the groups in which a pupil is alone of his gender."""
        if not self.policy.lone_gender:
            return 0
        return sum(lone_genders(group) > 0 and count(group, gender) == 1 for group in self.groups)

    @cached_property
    def sharing(self) -> dict[str, list[list[str]]]:
        """Who shares each motive that weighs, group by group."""
        found: defaultdict[str, list[list[str]]] = defaultdict(list)
        for group in self.groups:
            held = Counter(motive for pupil in group for motive in set(pupil.motives))
            for motive in sorted(held):
                if held[motive] > 1 and self.policy.motive_weights.get(motive):
                    found[motive].append([p.id for p in group if motive in p.motives])
        return found

    def pairs(self, motive: str) -> int:
        """Count the pairs of pupils of a group who share a motive."""
        return sum(len(held) * (len(held) - 1) // 2 for held in self.sharing.get(motive, ()))

    @cached_property
    def gap(self) -> int:
        return sum(map(level_gap, self.groups)) if self.policy.level_spread else 0

    @cached_property
    def places_short(self) -> int:
        """Count the pupils that small groups lack to be large enough."""
        if not self.policy.small_group:
            return 0
        return sum(max(0, FULL_ENOUGH - len(group)) for group in self.groups)


def count(group: Group, gender: Gender) -> int:
    """Count the pupils of a gender in a group."""
    return sum(pupil.gender == gender for pupil in group)


def groups_described(reading: Reading) -> Iterator[Point]:
    """Say what speaks for the groups of the week and against them."""
    policy = reading.instance.policy
    balance = _balance(reading, reading.week)
    if not balance.groups:
        yield _empty(reading.week)
        return
    yield from _points(_Balance(policy, ()), balance)
    if policy.lone_gender and len(balance.groups) == 1 and not lone_genders(balance.groups[0]):
        for gender in ("F", "M"):
            if count(balance.groups[0], gender) == 2:
                yield Point(_together(balance.groups[0], gender), True, ("cohesion",))
    if not balance.cost:
        several = len(balance.groups) > 1
        said = "Les groupes sont équilibrés." if several else "Le groupe est équilibré."
        yield Point(said, True, ("cohesion",))


def groups_compared(first: Reading, other: Reading) -> Iterator[Point]:
    """Say which groups of another plan are better or less well balanced."""
    week = first.week
    before, after = _balance(first, week), _balance(other, week)
    if not after.groups:
        if before.groups:
            yield _empty(week)
    else:
        if not before.groups:
            said = f"La {week_name(week)} n'est plus vide."
            yield Point(said, True, ("waiting",))
        yield from _points(before, after)
    elsewhere = [
        sum(_balance(reading, each).cost for each in reading.groups if each != week)
        for reading in (first, other)
    ]
    if elsewhere[0] != elsewhere[1]:
        good = elsewhere[1] < elsewhere[0]
        how = "plus" if good else "moins"
        said = f"Dans les autres semaines, les groupes sont dans l'ensemble {how} équilibrés."
        yield Point(said, good, ("cohesion",))


def _balance(reading: Reading, week: str) -> _Balance:
    return _Balance(reading.instance.policy, tuple(reading.groups_in(week).values()))


def _empty(week: str) -> Point:
    said = f"{upper_first(week_name(week))} : personne n'est accueilli."
    return Point(said, False, ("waiting",))


def _points(before: _Balance, after: _Balance) -> Iterator[Point]:
    """Say what makes the groups of the week better or less well balanced than before."""
    costs = [*_motives_worse(before, after), *_alone_worse(before, after)]
    costs += [*_gap_worse(before, after), *_size_worse(before, after)]
    gains = [*_motives_better(before, after), *_alone_better(before, after)]
    gains += [*_gap_better(before, after), *_size_better(before, after)]
    for said in costs:
        yield Point(said, False, ("cohesion",))
    for said in gains:
        yield Point(said, True, ("cohesion",))


def _motives_worse(before: _Balance, after: _Balance) -> Iterator[str]:
    for motive, held in after.sharing.items():
        if after.pairs(motive) <= before.pairs(motive):
            continue
        what = f"le motif « {printable(motive)} »"
        if len(held) > 1:
            where = in_letters(len(held), "groupe")
            yield f"{upper_first(what)} est partagé par plusieurs élèves dans {where}."
        elif len(after.groups) > 1:
            yield f"Dans un même groupe, {listing(held[0])} partagent {what}."
        else:
            yield f"{listing(held[0])} partagent {what}."


def _motives_better(before: _Balance, after: _Balance) -> Iterator[str]:
    for motive in before.sharing:
        if after.pairs(motive) >= before.pairs(motive):
            continue
        what = f"Le motif « {printable(motive)} »"
        held = after.sharing.get(motive, [])
        if not held:
            where = "aucun groupe" if len(after.groups) > 1 else "le groupe"
            yield f"{what} n'est plus partagé dans {where}."
        elif len(after.groups) == 1:
            yield f"{what} n'est plus partagé que par {listing(held[0])}."
        else:
            yield f"{what} est moins partagé dans les groupes."


def _alone_worse(before: _Balance, after: _Balance) -> Iterator[str]:
    for gender, noun in _NOUNS.items():
        now = after.alone(gender)
        if now <= before.alone(gender):
            continue
        feminine = gender == "F"
        who = upper_first(in_letters(now, noun, feminine=feminine))
        where = "le groupe" if len(after.groups) == 1 else "son groupe"
        ending = "e" if feminine else ""
        if now == 1:
            yield f"{who} est seul{ending} dans {where}."
        else:
            yield f"{who} sont seul{ending}s dans leur groupe."


def _alone_better(before: _Balance, after: _Balance) -> Iterator[str]:
    for gender, noun in _NOUNS.items():
        if after.alone(gender) >= before.alone(gender):
            continue
        ending = "e" if gender == "F" else ""
        if after.alone(gender):
            yield f"Moins de {noun}s sont seul{ending}s dans leur groupe."
        elif any(count(group, gender) == 1 for group in after.groups):
            # Alone still, in a group too small for it to count, or with a gender unknown.
            continue
        elif len(after.groups) > 1:
            yield f"Aucun{ending} {noun} n'est seul{ending} dans son groupe."
        elif count(after.groups[0], gender):
            yield _together(after.groups[0], gender)
        else:
            yield f"Il n'y a plus de {noun} seul{ending} dans le groupe."


def _together(group: Group, gender: Gender) -> str:
    feminine = gender == "F"
    ending = "e" if feminine else ""
    who = in_letters(count(group, gender), _NOUNS[gender], feminine=feminine)
    return f"{upper_first(who)} dans le groupe, aucun{ending} n'est seul{ending}."


def _gap_worse(before: _Balance, after: _Balance) -> Iterator[str]:
    if after.gap <= before.gap:
        return
    if len(after.groups) == 1:
        yield f"Les classes sont éloignées, {_levels(after.groups[0])}."
    else:
        wide = sum(level_gap(group) > 0 for group in after.groups)
        yield f"Les classes sont éloignées dans {in_letters(wide, 'groupe')}."


def _gap_better(before: _Balance, after: _Balance) -> Iterator[str]:
    if after.gap >= before.gap:
        return
    if len(after.groups) > 1:
        yield "Les classes sont plus proches dans les groupes."
    elif any(pupil.level for pupil in after.groups[0]):
        yield f"Les classes sont plus proches, {_levels(after.groups[0])}."


def _levels(group: Group) -> str:
    levels = sorted({pupil.level for pupil in group if pupil.level}, key=CLASS_LEVELS.index)
    if len(levels) == 1:
        return f"toutes en {levels[0]}"
    return f"de la {levels[0]} à la {levels[-1]}"


def _size_worse(before: _Balance, after: _Balance) -> Iterator[str]:
    if after.places_short <= before.places_short:
        return
    if len(after.groups) == 1:
        yield f"Le groupe est petit : {in_letters(len(after.groups[0]), 'élève')}."
    else:
        small = sum(len(group) < FULL_ENOUGH for group in after.groups)
        verb = "sont petits" if small > 1 else "est petit"
        yield f"{upper_first(in_letters(small, 'groupe'))} {verb}."


def _size_better(before: _Balance, after: _Balance) -> Iterator[str]:
    if after.places_short >= before.places_short:
        return
    if len(after.groups) == 1:
        yield f"Le groupe est moins petit : {in_letters(len(after.groups[0]), 'élève')}."
    else:
        yield "Les groupes sont moins petits."
