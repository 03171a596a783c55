"""The fixed list of motives of an exclusion, each with its words."""

from typing import Final, Literal

MotiveCode = Literal[
    "violence-physique",
    "insultes",
    "perturbation-des-cours",
    "insolence",
    "menaces",
    "harcelement",
    "degradation",
    "objet-dangereux",
    "vol",
]

MOTIVE_LABELS: Final[dict[MotiveCode, str]] = {
    "violence-physique": "violence physique",
    "insultes": "insultes",
    "perturbation-des-cours": "perturbation des cours",
    "insolence": "insolence",
    "menaces": "menaces",
    "harcelement": "harcèlement",
    "degradation": "dégradation de matériel",
    "objet-dangereux": "objet dangereux",
    "vol": "vol",
}
