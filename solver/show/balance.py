"""What weighs on a group's balance, in the words of someone who knows the pupils."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from solver.french import listing
from solver.french_errors import printable
from solver.instance import CLASS_LEVELS, Policy, Pupil
from solver.score import FULL_ENOUGH, level_gap, lone_genders


def remarks(policy: Policy, group: Sequence[Pupil]) -> Iterator[str]:
    """Say what each part of a group's `cohesion` comes from; nothing for a balanced group."""
    for motive, pupils in _shared_motives(policy, group).items():
        yield f"{listing(pupils)} partagent le motif « {printable(motive)} »"
    if policy.lone_gender and lone_genders(group):
        girls = sum(pupil.gender == "F" for pupil in group)
        boys = len(group) - girls
        alone = ["une fille seule"] * (girls == 1) + ["un garçon seul"] * (boys == 1)
        yield listing(alone)
    if policy.level_spread and level_gap(group):
        levels = sorted({pupil.level for pupil in group if pupil.level}, key=CLASS_LEVELS.index)
        yield f"des classes éloignées, de la {levels[0]} à la {levels[-1]}"
    if policy.small_group and len(group) < FULL_ENOUGH:
        yield "un petit groupe"


def _shared_motives(policy: Policy, group: Sequence[Pupil]) -> dict[str, list[str]]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for pupil in group:
        for motive in dict.fromkeys(pupil.motives):
            if policy.motive_weights.get(motive):
                holders[motive].append(pupil.id)
    return {motive: pupils for motive, pupils in holders.items() if len(pupils) > 1}
