"""Invented people and places; nobody was a model for them."""

import random
from typing import Any, Final

from solver.instance import ClassLevel, Pupil

_GIRLS: Final = (
    "Alma", "Brune", "Célia", "Dina", "Élise", "Fanta", "Gaïa", "Hana", "Inès", "Jade", "Kenza",
    "Lise", "Maïa", "Nour", "Oriane", "Salomé", "Tess",
)  # fmt: skip
_BOYS: Final = (
    "Abel", "Basile", "Côme", "Driss", "Elio", "Farès", "Gaspard", "Hugo", "Ilan", "Jonas", "Kais",
    "Léo", "Malo", "Naïm", "Oscar", "Paco", "Quentin", "Rayan", "Sacha", "Tarek", "Ulysse",
    "Victor", "Wassim", "Yanis", "Zacharie",
)  # fmt: skip
_QUARTIERS: Final = ("Les Glycines", "Le Canal", "La Filature", "Les Trois-Ponts", "Le Vieux-Port")
_AGE: Final[dict[ClassLevel, int]] = {"6e": 11, "5e": 12, "4e": 13, "3e": 14}
_CONTACTS: Final = ("Vie scolaire", "La principale adjointe", "Le CPE", "L'assistante sociale")
_NOTES: Final = (
    None,
    None,
    "Première exclusion.",
    "La famille souhaite être appelée le soir.",
    "Suivi par l'ALSES du collège.",
)


def notice(rng: random.Random, pupil: Pupil, year: int) -> dict[str, Any]:
    """Write the notice that a collège would send about a pupil in the school year that began in `year`."""
    level = pupil.level or "5e"
    names = _GIRLS if pupil.gender == "F" else _BOYS
    return {
        "days": 5,
        "earliest": pupil.earliest,
        "latest": pupil.latest,
        "motives": list(pupil.motives),
        "note": rng.choice(_NOTES),
        "contact": f"{rng.choice(_CONTACTS)}, 03 00 00 00 {rng.randrange(100):02}",
        "pupil": {
            "first_name": rng.choice(names),
            "initial": rng.choice("ABCDEFGHIJKLMNOPRSTVW"),
            "level": level,
            "gender": pupil.gender or "M",
            "quartier": rng.choice(_QUARTIERS),
            "birth_year": year - _AGE[level] - (rng.random() < 0.2),
        },
    }
