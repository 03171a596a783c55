"""What ties invented pupils to each other, to weeks and to teachers: as often as in the export."""

import bisect
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from solver.generate.pupils import draw_conflicts
from solver.instance import Instance, Pupil, PupilWeek, Teacher
from solver.weeks import week_number


def conflicts(
    rng: random.Random, export: Instance, pupils: Sequence[Pupil]
) -> tuple[tuple[str, str], ...]:
    """Set the same share of the pairs who could meet against each other."""
    able = _able_to_meet(export.pupils)
    if not able:
        return ()
    apart = sum(
        _can_meet(export.pupils_by_id[one], export.pupils_by_id[other])
        for one, other in export.conflict_pairs
    )
    return draw_conflicts(rng, pupils, apart / able)


def _can_meet(one: Pupil, other: Pupil) -> bool:
    return one.college != other.college and week_number(
        max(one.earliest, other.earliest, key=week_number)
    ) <= week_number(min(one.latest, other.latest, key=week_number))


def _able_to_meet(pupils: Sequence[Pupil]) -> int:
    """Count the pairs of different collèges with a week in common, without going through them all."""
    of_college: defaultdict[str, list[Pupil]] = defaultdict(list)
    for pupil in pupils:
        of_college[pupil.college].append(pupil)
    return _overlapping(pupils) - sum(map(_overlapping, of_college.values()))


def _overlapping(pupils: Sequence[Pupil]) -> int:
    windows = sorted((week_number(p.earliest), week_number(p.latest)) for p in pupils)
    first = [start for start, _ in windows]
    return sum(
        bisect.bisect_right(first, end) - index - 1 for index, (_, end) in enumerate(windows)
    )


def places(rng: random.Random, twin: Instance, weeks: Sequence[str]) -> tuple[PupilWeek, ...]:
    """Find somebody for each of some weeks whom the groups of that week can take; each pupil once.

    A week for which nobody is left goes without, so that what is fixed can always be kept.
    """
    found: dict[str, str] = {}
    for week, wanted in sorted(Counter(weeks).items()):
        groups: list[list[Pupil]] = []
        candidates = _candidates(twin, week, found)
        rng.shuffle(candidates)
        seated = (pupil for pupil in candidates if _seated(twin, groups, pupil))
        found.update((pupil.id, week) for pupil in islice(seated, wanted))
    return tuple(PupilWeek(pupil=code, week=week) for code, week in sorted(found.items()))


def _candidates(twin: Instance, week: str, taken: Mapping[str, str]) -> list[Pupil]:
    if week not in twin.open_weeks:
        return []
    now = week_number(week)
    return [
        pupil
        for pupil in twin.pupils
        if pupil.id not in taken and week_number(pupil.earliest) <= now <= week_number(pupil.latest)
    ]


def _seated(twin: Instance, groups: list[list[Pupil]], pupil: Pupil) -> bool:
    """Put a pupil in the first group that can take him, or in a new one."""
    if len(groups) < twin.groups_per_week:
        groups.append([])
    for group in groups:
        if _fits(twin, group, pupil):
            group.append(pupil)
            return True
    return False


def _fits(twin: Instance, group: Sequence[Pupil], pupil: Pupil) -> bool:
    limits = twin.policy.motive_limits
    return (
        len(group) < twin.capacity
        and all(other.college != pupil.college for other in group)
        and twin.apart[pupil.id].isdisjoint(other.id for other in group)
        and all(
            sum(motive in other.motives for other in group) < limits.get(motive, len(group) + 1)
            for motive in pupil.motives
        )
    )


def pairs_with_teachers(
    rng: random.Random,
    export: Instance,
    pupils: Sequence[Pupil],
    teachers: Mapping[str, Teacher],
) -> tuple[tuple[str, str], ...]:
    """Set as many pupils against each teacher; `teachers` gives their twins by the export's ids."""
    found = []
    for original, teacher in teachers.items():
        wanted = len({pupil for pupil, known in export.teacher_conflicts if known == original})
        chosen = rng.sample(range(len(pupils)), wanted)
        found += [(pupils[index].id, teacher.id) for index in chosen]
    return tuple(sorted(found))
