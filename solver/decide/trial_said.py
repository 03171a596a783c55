"""What a tried move does, in French sentences for the référente."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from solver.check import Violation
from solver.french import full_date, lower_first, plural, with_article
from solver.instance import Instance
from solver.plan import Admission
from solver.reasons import reason
from solver.rules import RuleId
from solver.weeks import monday, weeks_between

# What these say starts with a word, and what the others say with the code of a pupil.
_START_WITH_A_WORD: Final[frozenset[RuleId]] = frozenset(
    {"closed-week", "capacity", "motive-limit"}
)


class Moved(NamedTuple):
    """Where a pupil was, where he is put, whether alone there, and what his old group loses."""

    place: Admission
    place_before: Admission | None
    opens_group: bool
    sessions_lost: int


def messages(
    instance: Instance,
    moved: Moved,
    breaks: Sequence[Violation],
    broken_before: int,
) -> Iterator[str]:
    """Give the verdict first, then what the move entails, then what was broken already."""
    if breaks:
        said = [why for violation in breaks for why in _why(instance, violation, moved.place)]
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
    pupil, week = moved.place.pupil, _week(moved.place.week)
    before = moved.place_before
    if before == moved.place:
        return f"{pupil} est déjà accueilli {week}"
    where = ""
    if instance.groups_per_week > 1:
        where = " dans un nouveau groupe," if moved.opens_group else " dans"
        where += f" le groupe {moved.place.group}"
    if before is None:
        return f"{pupil} est accueilli {week}{where and ','}{where}"
    if before.week == moved.place.week:
        return f"{pupil} passe{where}, {week}"
    return f"{pupil} passe de {_week(before.week)} à {week}{where and ','}{where}"


def _why(instance: Instance, violation: Violation, place: Admission) -> list[str]:
    """Say which rule breaks as the reasons of a contradiction do, the moved pupil named first."""
    rule, subjects = violation.rule, violation.subjects
    if rule == "window":
        return list(_why_not_that_week(instance, place))
    if rule == "teacher-conflict":
        teacher = instance.teachers_by_id[subjects[1]]
        return [f"{subjects[0]} et {with_article(teacher.name)} ne doivent pas se rencontrer"]
    if rule in ("college", "conflict"):
        subjects = tuple(sorted(subjects, key=lambda one: one != place.pupil))
    sentence = reason(instance, (rule, subjects)).message.removesuffix(".")
    return [lower_first(sentence) if rule in _START_WITH_A_WORD else sentence]


def _why_not_that_week(instance: Instance, place: Admission) -> Iterator[str]:
    pupil = instance.pupils_by_id[place.pupil]
    if pupil.earliest == pupil.latest != place.week:
        yield f"{pupil.id} ne peut venir que {_week(pupil.earliest)}"
    elif place.week not in weeks_between(pupil.earliest, pupil.latest):
        first, last = _week(pupil.earliest), _week(pupil.latest)
        yield f"{pupil.id} ne peut venir qu'entre {first} et {last}"
    if place.week not in instance.horizon:
        yield f"{_week(place.week)} est hors de la période du plan"


def _group_and_week(place: Admission) -> str:
    return f"{place.group} de {_week(place.week)}"


def _week(week: str) -> str:
    return f"la semaine du {full_date(monday(week))}"
