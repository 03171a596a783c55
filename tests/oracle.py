"""An exhaustive search for small instances, written for the tests alone.

It shares nothing with the solver's model nor with the checker: it places the pupils one after the
other in every possible way, gives each composition the best sessions, and keeps the best score.
Good for about 5 pupils, 3 weeks, 2 groups, 2 workshops and 2 teachers.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from solver.instance import Instance, Pupil
from solver.plan import Admission, LevelScore, NotAdmitted, Plan, Session
from solver.rules import Element, Level, RuleId
from solver.score import compute_score
from solver.weeks import week_number, weeks_between
from tests.oracle_sessions import Composition, Members, Timetabling

Stay = tuple[str, str]
"""A pupil and a week."""


def best_plan(
    instance: Instance, *, required: Stay | None = None, lifted: Collection[Element] = ()
) -> Plan:
    """Give a best plan, or an infeasible one without content where there is none.

    `required` adds that a pupil is hosted in a week; `lifted` takes rule elements away. Raises
    ValueError where a `window` is lifted: the score of a pupil hosted twice means nothing.
    """
    if any(rule == "window" for rule, _ in lifted):
        raise ValueError("no score without windows: ask is_possible")
    best: Plan | None = None
    timetabling = Timetabling(instance)
    for groups in compositions(instance, required=required, lifted=lifted):
        admissions = numbered(groups)
        at_best = {
            level: 0 if level in ("coverage", "comfort") else value
            for level, value in compute_score(instance, admissions, ()).items()
        }
        if best is not None and tuple(at_best.values()) >= _values(best):
            continue
        sessions, coverage, comfort = timetabling.best_sessions(groups)
        score = compute_score(instance, admissions, sessions)
        assert (score["coverage"], score["comfort"]) == (coverage, comfort)
        if best is None or tuple(score.values()) < _values(best):
            best = _plan(instance, admissions, sessions, score)
    return best or Plan(status="infeasible")


def is_possible(
    instance: Instance, *, required: Stay | None = None, lifted: Collection[Element] = ()
) -> bool:
    """Tell whether some plan exists, with the same options as `best_plan`, windows included."""
    return any(True for _ in compositions(instance, required=required, lifted=lifted))


def all_elements(instance: Instance, required: Stay | None = None) -> list[Element]:
    """List every rule element that could take part in a contradiction."""
    pupils = sorted(instance.pupils, key=lambda pupil: pupil.id)
    asked = [entry.week for entry in instance.pins] + ([required[1]] if required else [])
    weeks = sorted({*weeks_between(instance.first_week, instance.last_week), *asked})
    elements: list[Element] = [("window", (pupil.id,)) for pupil in pupils]
    elements += [("closed-week", (week,)) for week in instance.closed_weeks]
    elements += [("capacity", (week,)) for week in weeks]
    elements += [
        ("college", (one.id, other.id))
        for one, other in combinations(pupils, 2)
        if one.college == other.college
    ]
    elements += [("conflict", _sorted_pair(pair)) for pair in instance.conflicts]
    elements += [("motive-limit", (motive,)) for motive in instance.policy.motive_limits]
    elements += [("pin", (entry.pupil, entry.week)) for entry in instance.pins]
    elements += [("ban", (entry.pupil, entry.week)) for entry in instance.bans]
    return list(dict.fromkeys(elements))


def compositions(
    instance: Instance, *, required: Stay | None = None, lifted: Collection[Element] = ()
) -> Iterator[Composition]:
    """Give every way to host the pupils that holds, groups of one week being interchangeable."""
    rules = _Rules(instance, required, frozenset(map(_normal, lifted)))
    choices = [(pupil, rules.choices(pupil)) for pupil in instance.pupils]
    if all(weeks for _, weeks in choices):
        yield from _place(rules, choices, ())


def _place(
    rules: "_Rules", pupils: list[tuple[Pupil, list[tuple[str, ...]]]], groups: Composition
) -> Iterator[Composition]:
    """Place the first pupil in every way, and the others after him."""
    if not pupils:
        yield groups
        return
    (pupil, choices), *others = pupils
    for weeks in choices:
        for placed in _join(rules, pupil, weeks, groups):
            yield from _place(rules, others, placed)


def _join(
    rules: "_Rules", pupil: Pupil, weeks: tuple[str, ...], groups: Composition
) -> Iterator[Composition]:
    """Put a pupil in one group, old or new, of each of the weeks."""
    if not weeks:
        yield groups
        return
    week, *later = weeks
    for index, (group_week, members) in enumerate(groups):
        if group_week == week and rules.may_join(pupil, week, members):
            grown = (week, (*members, pupil))
            yield from _join(
                rules, pupil, tuple(later), (*groups[:index], grown, *groups[index + 1 :])
            )
    if rules.may_open(week, groups) and rules.may_join(pupil, week, ()):
        yield from _join(rules, pupil, tuple(later), (*groups, (week, (pupil,))))


@dataclass(frozen=True)
class _Rules:
    """The hard rules about who is hosted when and with whom, less the lifted elements."""

    instance: Instance
    required: Stay | None
    lifted: frozenset[Element]

    def holds(self, rule: RuleId, *subjects: str) -> bool:
        return (rule, subjects) not in self.lifted

    def choices(self, pupil: Pupil) -> list[tuple[str, ...]]:
        """List the sets of weeks in which a pupil may be hosted; none where pins contradict.

        Without his window a pupil stays only in the weeks that are asked for: to be left out of
        another one never breaks a rule.
        """
        asked = {
            entry.week
            for entry in self.instance.pins
            if entry.pupil == pupil.id and self.holds("pin", pupil.id, entry.week)
        }
        if self.required and self.required[0] == pupil.id:
            asked.add(self.required[1])
        if not self.holds("window", pupil.id):
            allowed = all(self._may_stay(pupil, week) for week in asked)
            return [tuple(sorted(asked))] if allowed else []
        possible = [week for week in self._window(pupil) if self._may_stay(pupil, week)]
        if not asked:
            return [(), *((week,) for week in possible)]
        return [tuple(asked)] if len(asked) == 1 and asked <= set(possible) else []

    def _window(self, pupil: Pupil) -> list[str]:
        first, last = week_number(pupil.earliest), week_number(pupil.latest)
        horizon = weeks_between(self.instance.first_week, self.instance.last_week)
        return [week for week in horizon if first <= week_number(week) <= last]

    def _may_stay(self, pupil: Pupil, week: str) -> bool:
        closed = week in self.instance.closed_weeks and self.holds("closed-week", week)
        banned = any(entry.pupil == pupil.id and entry.week == week for entry in self.instance.bans)
        return not closed and not (banned and self.holds("ban", pupil.id, week))

    def may_open(self, week: str, groups: Composition) -> bool:
        already = sum(group_week == week for group_week, _ in groups)
        return already < self.instance.groups_per_week or not self.holds("capacity", week)

    def may_join(self, pupil: Pupil, week: str, members: Members) -> bool:
        room = len(members) < self.instance.capacity or not self.holds("capacity", week)
        return (
            room
            and all(self._may_meet(pupil, other) for other in members)
            and all(self._below_limit(motive, pupil, members) for motive in pupil.motives)
        )

    def _may_meet(self, one: Pupil, other: Pupil) -> bool:
        pair = _sorted_pair((one.id, other.id))
        if one.college == other.college and self.holds("college", *pair):
            return False
        in_conflict = any(_sorted_pair(conflict) == pair for conflict in self.instance.conflicts)
        return not (in_conflict and self.holds("conflict", *pair))

    def _below_limit(self, motive: str, pupil: Pupil, members: Members) -> bool:
        limit = self.instance.policy.motive_limits.get(motive)
        if limit is None or not self.holds("motive-limit", motive):
            return True
        return sum(motive in each.motives for each in (*members, pupil)) <= limit


def _sorted_pair(pair: Iterable[str]) -> tuple[str, str]:
    one, other = sorted(pair)
    return one, other


def _normal(element: Element) -> Element:
    rule, subjects = element
    return (rule, _sorted_pair(subjects)) if rule in ("college", "conflict") else element


def numbered(groups: Composition) -> tuple[Admission, ...]:
    """Number the groups of each week from 1, and give who is admitted in which."""
    numbers: Counter[str] = Counter()
    admissions: list[Admission] = []
    for week, members in groups:
        numbers[week] += 1
        admissions += [
            Admission(pupil=pupil.id, week=week, group=numbers[week]) for pupil in members
        ]
    return tuple(admissions)


def _plan(
    instance: Instance,
    admissions: tuple[Admission, ...],
    sessions: tuple[Session, ...],
    score: dict[Level, int],
) -> Plan:
    hosted = {admission.pupil for admission in admissions}
    end = week_number(instance.last_week)
    return Plan(
        status="optimal",
        admissions=admissions,
        not_admitted=tuple(
            NotAdmitted(
                pupil=pupil.id,
                outcome="carried-over" if week_number(pupil.latest) > end else "unplaced",
            )
            for pupil in instance.pupils
            if pupil.id not in hosted
        ),
        sessions=sessions,
        score=tuple(LevelScore(level=lv, value=v, bound=v) for lv, v in score.items()),
    )


def _values(plan: Plan) -> tuple[int, ...]:
    return tuple(entry.value for entry in plan.score)
