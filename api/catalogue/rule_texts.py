"""The settings of the rules in plain words: the labels of the form, of its errors and of its history."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from api.catalogue.past import Wording
from api.notices.motives import MOTIVE_LABELS
from solver.french import listing
from solver.rules import LEVEL_LABELS, NAMED_ORDERS, ORDER_LABELS, Level


class Setting(NamedTuple):
    """A number to be set, and what it means."""

    name: str
    label: str
    hint: str


SIZES: Final = (
    Setting("capacity", "Places dans un groupe", "Au-delà de cinq, les élèves n'osent plus."),
    Setting("groups_per_week", "Groupes par semaine", "De 1 à 5."),
    Setting(
        "weeks_ahead", "Semaines regardées d'avance", "Un plan place aussi les semaines suivantes."
    ),
    Setting(
        "min_school_days",
        "Jours de classe pour qu'une semaine ouvre",
        "En dessous, elle est fermée.",
    ),
)
WEIGHTS: Final = (
    Setting("lone_gender", "Une fille seule, ou un garçon seul", "Points pour le groupe."),
    Setting(
        "level_spread",
        "Des classes éloignées",
        "Points par classe d'écart, au-delà de la première.",
    ),
    Setting("small_group", "Un groupe de moins de trois", "Points par élève qui manque."),
)
IN_SHORT: Final[Mapping[Level, str]] = {
    "unplaced": "Que personne ne reste sans place.",
    "disruption": "Tenir les semaines déjà annoncées.",
    "carried": "Ne remettre personne après la période.",
    "waiting": "Faire attendre le moins longtemps possible.",
    "coverage": "Ne manquer aucun atelier essentiel.",
    "cohesion": "Composer un groupe où chacun trouve sa place.",
    "comfort": "Ménager les intervenant·es, garder les ateliers complémentaires.",
}


def _order(order: tuple[Level, ...]) -> str:
    named = next(
        (ORDER_LABELS[name] for name, levels in NAMED_ORDERS.items() if levels == order), None
    )
    return f"« {named} »" if named else listing([LEVEL_LABELS[level].lower() for level in order])


def _by_motive(values: Mapping[str, int]) -> str:
    labels = dict[str, str](MOTIVE_LABELS.items())
    return listing([f"{labels[each]} {value}" for each, value in values.items()]) or "aucun"


WORDING: Final = Wording(
    {
        "order": "Ordre",
        "motive_weights": "Poids des motifs partagés",
        "motive_limits": "Limites par motif",
        **{each.name: each.label for each in (*SIZES, *WEIGHTS)},
    },
    {
        "order": _order,
        "motive_weights": _by_motive,
        "motive_limits": _by_motive,
        **dict[str, Any].fromkeys([each.name for each in (*SIZES, *WEIGHTS)], str),
    },
)
