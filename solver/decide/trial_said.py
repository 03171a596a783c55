"""What a tried move does, in French sentences for the référente."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from solver.check import Violation
from solver.french import in_letters, lower_first, plural, the_week, with_article
from solver.instance import Instance
from solver.plan import Admission
from solver.reasons import only_when, reason
from solver.rules import RuleId
from solver.weeks import weeks_between

# What these say starts with a word, and what the others say with the code of a pupil.
_START_WITH_A_WORD: Final[frozenset[RuleId]] = frozenset(
    {"closed-week", "motive-limit", "pin", "ban"}
)


class Moved(NamedTuple):
    """Where a pupil was and is put, the groups that week without him, what his old group loses."""

    place: Admission
    place_before: Admission | None
    group_sizes: dict[int, int]
    sessions_lost: int


def messages(
    instance: Instance,
    moved: Moved,
    breaks: Sequence[Violation],
    broken_before: int,
) -> Iterator[str]:
    """Give the verdict first, then what the move entails, then what was broken already."""
    if breaks:
        said = [why for violation in breaks for why in _why(instance, violation, moved)]
        yield f"Le déplacement ne tient pas : {' ; '.join(dict.fromkeys(said))}."
    else:
        yield f"Le déplacement tient : {_movement(instance, moved)}."
    if moved.sessions_lost and moved.place_before is not None:
        count = moved.sessions_lost
        lost = "sa séance n'a plus lieu" if count == 1 else f"ses {count} séances n'ont plus lieu"
        yield f"Plus personne n'est dans le groupe {_group_and_week(moved.place_before)} : {lost}."
    if broken_before:
        yield (
            f"Avant ce déplacement, le plan comptait déjà"
            f" {plural(broken_before, 'manquement')} aux règles : seul compte ici ce que le"
            " déplacement ajoute."
        )


def _movement(instance: Instance, moved: Moved) -> str:
    pupil, week = moved.place.pupil, the_week(moved.place.week)
    before = moved.place_before
    if before == moved.place:
        return f"{pupil} est déjà accueilli {week}"
    where = ""
    if instance.groups_per_week > 1:
        new = moved.place.group not in moved.group_sizes
        where = " dans un nouveau groupe," if new else " dans"
        where += f" le groupe {moved.place.group}"
    if before is None:
        return f"{pupil} est accueilli {week}{where and ','}{where}"
    if before.week == moved.place.week:
        return f"{pupil} passe{where}, {week}"
    return f"{pupil} passe de {the_week(before.week)} à {week}{where and ','}{where}"


def _why(instance: Instance, violation: Violation, moved: Moved) -> list[str]:
    """Say which rule breaks as the reasons of a contradiction do, the moved pupil named first."""
    rule, subjects = violation.rule, violation.subjects
    place = moved.place
    if rule == "window":
        return list(_why_not_that_week(instance, place))
    if rule == "capacity":
        return [_no_seat(instance, moved)]
    if rule == "teacher-conflict":
        teacher = instance.teachers_by_id[subjects[1]]
        return [f"{subjects[0]} et {with_article(teacher.name)} ne doivent pas se rencontrer"]
    if rule in ("college", "conflict"):
        subjects = tuple(sorted(subjects, key=lambda one: one != place.pupil))
    sentence = reason(instance, (rule, subjects)).message.removesuffix(".")
    return [lower_first(sentence) if rule in _START_WITH_A_WORD else sentence]


def _no_seat(instance: Instance, moved: Moved) -> str:
    if instance.groups_per_week == 1:
        return "le groupe est complet"
    sizes = moved.group_sizes
    if len(sizes) > 1 and min(sizes.values()) >= instance.capacity:
        return f"les {in_letters(len(sizes), 'groupe')} de cette semaine-là sont complets"
    return f"le groupe {moved.place.group} est complet"


def _why_not_that_week(instance: Instance, place: Admission) -> Iterator[str]:
    pupil = instance.pupils_by_id[place.pupil]
    if place.week not in weeks_between(pupil.earliest, pupil.latest):
        yield f"{pupil.id} ne peut venir {only_when(pupil)}"
    if place.week not in instance.horizon:
        yield f"{the_week(place.week)} est hors de la période du plan"


def _group_and_week(place: Admission) -> str:
    return f"{place.group} de {the_week(place.week)}"
