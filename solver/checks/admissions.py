"""The rules about who is hosted when, and with whom."""

from collections import Counter
from collections.abc import Iterator

from solver.checks.reading import Finding, Reading
from solver.french import plural
from solver.french_errors import printable
from solver.score import outcome_if_not_admitted
from solver.weeks import week_number


def check_window(reading: Reading) -> Iterator[Finding]:
    """Find pupils hosted more than once, outside their weeks or outside the horizon."""
    instance = reading.instance
    horizon = frozenset(instance.horizon)
    for pupil_id, times in Counter(a.pupil for a in reading.plan.admissions).items():
        if times > 1 and pupil_id in instance.pupils_by_id:
            yield Finding((pupil_id,), f"L'élève {pupil_id} est accueilli {times} fois.")
    for pupil_id in reading.groups_of:
        pupil = instance.pupils_by_id[pupil_id]
        first, last = week_number(pupil.earliest), week_number(pupil.latest)
        for week in reading.weeks_of(pupil_id):
            if not first <= week_number(week) <= last:
                yield Finding(
                    (pupil_id,),
                    f"L'élève {pupil_id} est accueilli la semaine {week}, alors qu'il ne peut"
                    f" venir que de {pupil.earliest} à {pupil.latest}.",
                )
            if week not in horizon:
                yield Finding(
                    (pupil_id,),
                    f"L'élève {pupil_id} est accueilli la semaine {week}, hors de la période"
                    f" ({instance.first_week} à {instance.last_week}).",
                )


def check_closed_week(reading: Reading) -> Iterator[Finding]:
    """Find closed weeks that host somebody."""
    closed = frozenset(reading.instance.closed_weeks)
    for week in dict.fromkeys(week for week, _ in reading.groups):
        if week in closed:
            yield Finding((week,), f"Un groupe est accueilli la semaine {week}, qui est fermée.")


def check_capacity(reading: Reading) -> Iterator[Finding]:
    """Find groups that are too large, and weeks with too many groups."""
    instance = reading.instance
    for (week, number), pupils in reading.groups.items():
        if number > instance.groups_per_week:
            yield Finding(
                (week,),
                f"La semaine {week} a un groupe {number}, alors que les groupes se comptent de 1 à"
                f" {instance.groups_per_week}.",
            )
        if len(pupils) > instance.capacity:
            yield Finding(
                (week,),
                f"Le groupe {number} de la semaine {week} compte {len(pupils)} élèves pour"
                f" {instance.capacity} places.",
            )


def check_college(reading: Reading) -> Iterator[Finding]:
    """Find pupils of the same collège in a group; each is named with the first of them."""
    for (week, number), pupils in reading.groups.items():
        first_of: dict[str, str] = {}
        for pupil in pupils:
            first = first_of.setdefault(pupil.college, pupil.id)
            if first != pupil.id:
                yield Finding(
                    (first, pupil.id),
                    f"Les élèves {first} et {pupil.id}, du même collège, sont ensemble dans le"
                    f" groupe {number} de la semaine {week}.",
                )


def check_conflict(reading: Reading) -> Iterator[Finding]:
    """Find pupils in conflict who share a group."""
    for one, other in reading.instance.conflict_pairs:
        groups_of_other = reading.groups_of.get(other, {})
        for week, number in reading.groups_of.get(one, {}):
            if (week, number) in groups_of_other:
                yield Finding(
                    (one, other),
                    f"Les élèves {one} et {other}, incompatibles, sont ensemble dans le groupe"
                    f" {number} de la semaine {week}.",
                )


def check_motive_limit(reading: Reading) -> Iterator[Finding]:
    """Find groups with too many pupils of a motive."""
    limits = reading.instance.policy.motive_limits
    for (week, number), pupils in reading.groups.items():
        counts = Counter(motive for pupil in pupils for motive in dict.fromkeys(pupil.motives))
        for motive, count in counts.items():
            if motive in limits and count > limits[motive]:
                yield Finding(
                    (motive,),
                    f"Le groupe {number} de la semaine {week} réunit {plural(count, 'élève')} pour le"
                    f" motif « {printable(motive)} », {limits[motive]} au plus.",
                )


def check_pin(reading: Reading) -> Iterator[Finding]:
    """Find pinned pupils who are not hosted in that week."""
    for pupil, week in dict.fromkeys((pin.pupil, pin.week) for pin in reading.instance.pins):
        if week not in reading.weeks_of(pupil):
            yield Finding(
                (pupil, week),
                f"L'élève {pupil} est fixé sur la semaine {week} et n'y est pas accueilli.",
            )


def check_ban(reading: Reading) -> Iterator[Finding]:
    """Find pupils hosted in a week they are banned from."""
    for pupil, week in dict.fromkeys((ban.pupil, ban.week) for ban in reading.instance.bans):
        if week in reading.weeks_of(pupil):
            yield Finding(
                (pupil, week),
                f"L'élève {pupil} est écarté de la semaine {week} et y est accueilli.",
            )


def check_accounting(reading: Reading) -> Iterator[Finding]:
    """Find pupils who do not stand exactly once in the plan, or with the wrong outcome."""
    instance, plan = reading.instance, reading.plan
    admitted = Counter(admission.pupil for admission in plan.admissions)
    left_out = Counter(entry.pupil for entry in plan.not_admitted)
    for pupil_id in dict.fromkeys([*admitted, *left_out]):
        if pupil_id not in instance.pupils_by_id:
            yield Finding((pupil_id,), f"L'élève {pupil_id} n'existe pas.")
    for pupil_id in instance.pupils_by_id:
        times = admitted[pupil_id] + left_out[pupil_id]
        if times != 1:
            yield Finding(
                (pupil_id,),
                f"L'élève {pupil_id} doit figurer une seule fois dans le plan, et non {times} fois.",
            )
    for entry in plan.not_admitted:
        pupil = instance.pupils_by_id.get(entry.pupil)
        if pupil is None:
            continue
        outcome = outcome_if_not_admitted(instance, pupil)
        if entry.outcome != outcome:
            yield Finding(
                (pupil.id,),
                f"L'élève {pupil.id}, non accueilli, est noté « {entry.outcome} » au lieu de"
                f" « {outcome} ».",
            )
