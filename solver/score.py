"""The seven levels of the score, recomputed in integers from what a plan says.

Source of every formula: "Score" in `docs/contract.md`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from solver.instance import CLASS_LEVELS, Instance, Policy, Pupil, Workshop
from solver.plan import Admission, Outcome, Session
from solver.rules import Level
from solver.timetable import Slot, parse_slot, span
from solver.weeks import week_number

Group = tuple[str, int]
"""A week and the number of a group in it."""

FULL_ENOUGH: Final = 3
"""Below this size a group is small, and a gender on its own is not counted."""


def outcome_if_not_admitted(instance: Instance, pupil: Pupil) -> Outcome:
    """Say what becomes of a pupil the plan does not host."""
    if week_number(pupil.latest) <= week_number(instance.last_week):
        return "unplaced"
    return "carried-over"


def waiting_if_admitted(instance: Instance, pupil: Pupil, week: str) -> int:
    """Give a pupil's share of `waiting` when hosted in `week`: priority times open weeks squared."""
    return pupil.priority * instance.open_weeks_waited(pupil.earliest, week) ** 2


def waiting_if_carried(instance: Instance, pupil: Pupil) -> int:
    """Give a pupil's share of `waiting` when carried over; 0 for one who could not come yet."""
    return pupil.priority * instance.open_weeks_in_all(pupil.earliest) ** 2


def compute_score(
    instance: Instance, admissions: Iterable[Admission], sessions: Iterable[Session]
) -> dict[Level, int]:
    """Compute the seven levels of a plan, in the policy's order.

    Expects known ids and nobody admitted twice; the other hard rules need not hold.
    """
    week_of: dict[str, str] = {}
    groups: defaultdict[Group, list[Pupil]] = defaultdict(list)
    for admission in admissions:
        week_of[admission.pupil] = admission.week
        groups[admission.week, admission.group].append(instance.pupils_by_id[admission.pupil])
    sessions_of_groups = [s for s in sessions if (s.week, s.group) in groups]
    values: dict[Level, int] = {
        **_levels_of_pupils(instance, week_of),
        "coverage": _missing_sessions(
            instance.workshops, len(groups), sessions_of_groups, core=True
        ),
        "cohesion": sum(group_cohesion(instance.policy, group) for group in groups.values()),
        "comfort": 2
        * _missing_sessions(instance.workshops, len(groups), sessions_of_groups, core=False)
        + sum(
            uses_reluctant_slot(instance, held.workshop, held.teacher, parse_slot(held.start))
            for held in sessions_of_groups
        ),
    }
    return {level: values[level] for level in instance.policy.order}


def _levels_of_pupils(instance: Instance, week_of: Mapping[str, str]) -> dict[Level, int]:
    unplaced = carried = waiting = 0
    for pupil in instance.pupils:
        if pupil.id in week_of:
            waiting += waiting_if_admitted(instance, pupil, week_of[pupil.id])
        elif outcome_if_not_admitted(instance, pupil) == "unplaced":
            unplaced += pupil.priority
        else:
            carried += pupil.priority
            waiting += waiting_if_carried(instance, pupil)
    disruption = sum(week_of.get(entry.pupil) != entry.week for entry in instance.announced)
    return {
        "unplaced": unplaced,
        "disruption": disruption,
        "carried": carried,
        "waiting": waiting,
    }


def _missing_sessions(
    workshops: Iterable[Workshop], groups: int, sessions: Iterable[Session], *, core: bool
) -> int:
    counted = {workshop.id: workshop.per_week for workshop in workshops if workshop.core == core}
    placed = sum(session.workshop in counted for session in sessions)
    return groups * sum(counted.values()) - placed


def uses_reluctant_slot(instance: Instance, workshop: str, teacher: str, start: Slot) -> bool:
    """Tell whether a session uses at least one slot its teacher would rather keep free."""
    length = instance.workshops_by_id[workshop].length
    return not instance.teachers_by_id[teacher].reluctant.isdisjoint(span(start, length))


def group_cohesion(policy: Policy, group: Sequence[Pupil]) -> int:
    """Compute what a non-empty group costs in `cohesion`; 0 is a well-balanced group."""
    return (
        _shared_motives(policy, group)
        + policy.lone_gender * lone_genders(group)
        + policy.level_spread * level_gap(group)
        + policy.small_group * max(0, FULL_ENOUGH - len(group))
    )


def _shared_motives(policy: Policy, group: Sequence[Pupil]) -> int:
    """Sum a motive's weight over the pairs of pupils who share it."""
    counts = Counter(motive for pupil in group for motive in set(pupil.motives))
    return sum(
        policy.motive_weights.get(motive, 0) * count * (count - 1) // 2
        for motive, count in counts.items()
    )


def lone_genders(group: Sequence[Pupil]) -> int:
    """Count the genders held by one pupil alone, in a group of 3 or more whose genders are known."""
    counts = Counter(pupil.gender for pupil in group)
    if len(group) < FULL_ENOUGH or None in counts:
        return 0
    return sum(count == 1 for count in counts.values())


def level_gap(group: Sequence[Pupil]) -> int:
    """Give how many class levels beyond one separate the oldest from the youngest known level."""
    ranks = [CLASS_LEVELS.index(pupil.level) for pupil in group if pupil.level is not None]
    return max(0, max(ranks) - min(ranks) - 1) if ranks else 0
