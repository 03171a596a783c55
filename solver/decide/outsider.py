"""What a collège or a family may read about its own pupil and a week, and nothing beyond.

A text is made from an `OwnView` alone, which has no room for what must stay hidden: other pupils,
collèges, motives, conflicts, how full a week is. So it is true whatever the hidden reason.
"""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from solver.french import monday_near, upper_first
from solver.instance import Instance, IsoWeek, Name, Record
from solver.plan import Outcome, Plan
from solver.weeks import week_number

Outsider = Literal["college", "family"]


@dataclass(frozen=True)
class OwnView:
    """All that an outsider may know of a plan: the facts of one pupil, seen from one week."""

    earliest: str
    latest: str
    """From `earliest` to `latest`: the weeks in which the head of the collège agrees to the stay."""
    week: str
    """The week asked about."""
    week_is_closed: bool
    first_week: str
    last_week: str
    planned: str | None
    """The week the plan gives the pupil; None where it hosts him in none."""
    outcome: Outcome | None
    """What becomes of a pupil whom the plan does not host; None for one it does."""


class OutsiderAnswer(Record):
    """What a collège or a family receives: its pupil, the week asked about, and what is planned."""

    pupil: Name
    week: IsoWeek
    planned: IsoWeek | None = None
    message: str


class _Words(NamedTuple):
    """How a reader calls the pupil and the pupil's collège."""

    pupil: str
    college: str


_WORDS: Final[dict[Outsider, _Words]] = {
    "college": _Words("votre élève", "votre collège"),
    "family": _Words("votre enfant", "le collège"),
}


def answer_for(
    instance: Instance, plan: Plan, pupil_id: str, week: str, reader: Outsider
) -> OutsiderAnswer:
    """Answer a collège or a family that asks about its pupil and a week.

    Raises KeyError and ValueError as `own_view` does.
    """
    view = own_view(instance, plan, pupil_id, week)
    message = text_for(view, reader)
    return OutsiderAnswer(pupil=pupil_id, week=week, planned=view.planned, message=message)


def own_view(instance: Instance, plan: Plan, pupil_id: str, week: str) -> OwnView:
    """Keep of an instance and a plan what an outsider may know of a pupil and a week.

    Raises KeyError for a pupil the instance does not know, ValueError where the plan does not
    account for him, as a plan without content does not.
    """
    pupil = instance.pupils_by_id[pupil_id]
    planned = next((entry.week for entry in plan.admissions if entry.pupil == pupil_id), None)
    outcome = next((entry.outcome for entry in plan.not_admitted if entry.pupil == pupil_id), None)
    if (planned is None) == (outcome is None):
        raise ValueError(f"the plan does not account for {pupil_id!r}")
    return OwnView(
        earliest=pupil.earliest,
        latest=pupil.latest,
        week=week,
        week_is_closed=week in instance.closed_week_set,
        first_week=instance.first_week,
        last_week=instance.last_week,
        planned=planned,
        outcome=outcome,
    )


def text_for(view: OwnView, reader: Outsider) -> str:
    """Say in a French sentence what is planned for the pupil, and what is so of the week asked."""
    words = _WORDS[reader]
    if view.planned == view.week:
        return f"L'accueil de {words.pupil} est prévu en {_named(view, view.week)}."
    return f"{upper_first(_week_asked(view, words))} ; {_what_is_planned(view, words)}."


def _week_asked(view: OwnView, words: _Words) -> str:
    """Say what an outsider may know about the week asked, in which the pupil does not come."""
    asked = week_number(view.week)
    week = _named(view, view.week)
    if not week_number(view.earliest) <= asked <= week_number(view.latest):
        return (
            f"{words.college} a donné son accord pour un accueil de {words.pupil}"
            f" {_weeks_agreed(view)}, pas en {week}"
        )
    if view.week_is_closed:
        return f"le dispositif est fermé en {week} et ne peut pas recevoir {words.pupil}"
    plan = f"le plan où figure {words.pupil}"
    if asked < week_number(view.first_week):
        return f"{plan} commence en {_named(view, view.first_week)}, après la {week}"
    if asked > week_number(view.last_week):
        return f"{plan} s'arrête en {_named(view, view.last_week)}, avant la {week}"
    # Not « ne permet pas »: an equally good plan may have hosted him that week.
    return (
        "la composition retenue pour les groupes ne prévoit pas d'accueillir"
        f" {words.pupil} en {week}"
    )


def _weeks_agreed(view: OwnView) -> str:
    if view.earliest == view.latest:
        return f"en {_named(view, view.earliest)} seulement"
    return f"de la {_named(view, view.earliest)} à la {_named(view, view.latest)}"


def _what_is_planned(view: OwnView, words: _Words) -> str:
    if view.planned is not None:
        earlier = week_number(view.planned) < week_number(view.week)
        when = "plus tôt, en" if earlier else "en"
        return f"son accueil est prévu {when} {_named(view, view.planned)}"
    latest = _named(view, view.latest)
    if view.outcome == "carried-over":
        return (
            f"aucun accueil n'est prévu d'ici la fin du plan, en {_named(view, view.last_week)},"
            f" mais la demande reste ouverte jusqu'en {latest}"
        )
    return (
        f"aucun accueil n'est prévu jusqu'en {latest}, la dernière semaine pour laquelle"
        f" {words.college} a donné son accord"
    )


def _named(view: OwnView, week: str) -> str:
    """Write `semaine 48 (du 23 novembre)`, with the year where it is far from the plan's start."""
    number = int(week.rpartition("W")[2])
    return f"semaine {number} (du {monday_near(week, view.first_week)})"


def without_plan(pupil: str, week: str, reader: Outsider) -> OutsiderAnswer:
    """Answer while there is no plan at all, whatever the reason for that."""
    words = _WORDS[reader]
    message = (
        f"Les groupes ne sont pas encore composés : aucune semaine n'est prévue pour {words.pupil}."
    )
    return OutsiderAnswer(pupil=pupil, week=week, message=message)
