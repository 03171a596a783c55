"""A repair in words: what happened before it, what it changes, what to write down after it."""

from collections.abc import Iterator
from typing import Final

from solver.decide.differences import Differences
from solver.decide.events import Events, hosted_before
from solver.french import in_letters, listing, lower_first, upper_first, week_name, with_article
from solver.instance import Instance, PupilWeek
from solver.plan import Plan

NOTHING_CHANGES: Final = "Rien ne change : le plan publié tient."
NOTHING_HAPPENED: Final = "Rien de nouveau depuis le plan publié."


def happened(instance: Instance, plan: Plan, week: str, events: Events) -> Iterator[str]:
    """Say what happened, in full sentences: the events, then the notices that came since."""
    for pupil in dict.fromkeys(events.absent):
        yield f"{_named(instance, pupil)} ne vient pas en {week_name(week)}."
    for teacher in dict.fromkeys(events.away):
        who = upper_first(with_article(instance.teachers_by_id[teacher].name))
        yield f"{who} n'est pas là en {week_name(week)}."
    for pair in _pairs(events):
        said = f"{listing(pair)} ne doivent plus se rencontrer"
        over = [pupil for pupil in pair if pupil in hosted_before(plan, week)]
        yield f"{said} ; {_over(over)}." if over else f"{said}."
    for pupil in dict.fromkeys(events.urgent):
        yield f"{_named(instance, pupil)} doit venir en {week_name(week)}."
    for pupil in late_notices(instance, plan):
        yield f"Une demande est arrivée depuis le plan publié : {_named(instance, pupil)}."


def _over(pupils: list[str]) -> str:
    verb = "est passé" if len(pupils) == 1 else "sont passés"
    stay = "l'accueil de" if len(pupils) == 1 else "les accueils de"
    return f"{stay} {listing(pupils)} {verb}"


def late_notices(instance: Instance, plan: Plan) -> list[str]:
    """List the pupils of whom a plan says nothing: their notices came after it."""
    known = {admission.pupil for admission in plan.admissions}
    known.update(entry.pupil for entry in plan.not_admitted)
    return [pupil.id for pupil in instance.pupils if pupil.id not in known]


def summary(differences: Differences) -> str:
    """Say how much a repair changes, for those who had been told first."""
    if not (
        differences.moves or differences.families or differences.cancelled or differences.added
    ):
        return NOTHING_CHANGES
    said = (
        f"En {week_name(differences.week)}, {_families(differences)} et {_sessions(differences)}."
    )
    planned = list(_not_told(differences))
    return f"{said} De plus, {listing(planned)}." if planned else said


def _families(differences: Differences) -> str:
    other = "autre " if differences.absent else ""
    others = "autres " if differences.absent else ""
    if not differences.families:
        return f"aucune {other}famille déjà prévenue n'est dérangée"
    return in_letters(
        len(differences.families),
        f"{other}famille déjà prévenue est dérangée",
        f"{others}familles déjà prévenues sont dérangées",
        feminine=True,
    )


def _sessions(differences: Differences) -> str:
    if not differences.cancelled:
        return "aucune séance prévue ne change"
    return in_letters(
        len(differences.cancelled),
        "séance prévue change ou n'a pas lieu",
        "séances prévues changent ou n'ont pas lieu",
        feminine=True,
    )


def _not_told(differences: Differences) -> Iterator[str]:
    """Count the changes for pupils to whom nothing had been told."""
    moves = [move for move in differences.moves if move.pupil in differences.told.others]
    placed = sum(move.before is None for move in moves)
    moved = len(moves) - placed
    if moved:
        yield in_letters(
            moved,
            "semaine qui n'était pas encore annoncée change",
            "semaines qui n'étaient pas encore annoncées changent",
            feminine=True,
        )
    if placed:
        yield in_letters(
            placed,
            "élève qui attend a une semaine dans ce plan, pas encore annoncée",
            "élèves qui attendent ont une semaine dans ce plan, pas encore annoncée",
        )


def to_note(instance: Instance, plan: Plan, week: str, events: Events) -> Iterator[str]:
    """Say what to write into a situation, so that the plans to come take what happened into account.

    What it says already is left out, and so are the conflicts of pupils who have come.
    """
    for pupil in dict.fromkeys(events.absent):
        if PupilWeek(pupil=pupil, week=week) in instance.pins:
            said = f"{pupil} : la {week_name(week)} n'est plus sa semaine fixée"
            yield f"{said} ; tant qu'elle le reste, la vérification refuse ce plan."
        if (pupil, week) not in instance.ban_set:
            yield f"{pupil} : pas d'accueil possible en {week_name(week)}."
    for teacher in dict.fromkeys(events.away):
        known = instance.teachers_by_id[teacher]
        if week not in known.away_weeks:
            yield f"{upper_first(with_article(known.name))} : absence en {week_name(week)}."
    hosted = hosted_before(plan, week)
    for pair in _pairs(events):
        if pair not in instance.conflict_pairs and hosted.isdisjoint(pair):
            yield f"{listing(pair)} : incompatibilité."
    for pupil in dict.fromkeys(events.urgent):
        if PupilWeek(pupil=pupil, week=week) not in instance.pins:
            yield f"{pupil} : la {week_name(week)} est maintenant sa semaine fixée."


def _pairs(events: Events) -> list[tuple[str, str]]:
    """List the new conflicts, each once, whichever way round it was given."""
    return list(dict.fromkeys((min(pair), max(pair)) for pair in events.conflicts))


def _named(instance: Instance, pupil: str) -> str:
    college = instance.colleges_by_id[instance.pupils_by_id[pupil].college]
    return f"{pupil} ({lower_first(college.name)})"
