"""The vocabulary of the rules and of the score: ids and French labels, without any logic."""

from typing import Final, Literal, get_args

RuleId = Literal[
    "window",
    "closed-week",
    "capacity",
    "college",
    "conflict",
    "motive-limit",
    "pin",
    "ban",
    "session",
    "teacher",
    "teacher-conflict",
    "accounting",
    "score",
]
Level = Literal["unplaced", "disruption", "carried", "waiting", "coverage", "cohesion", "comfort"]

Element = tuple[RuleId, tuple[str, ...]]
"""A rule and its subjects, as the contract's table of hard rules lists them."""

RULE_IDS: Final[tuple[RuleId, ...]] = get_args(RuleId)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

# Rules about the plan as a document: the model cannot break them, only a written plan can.
DOCUMENT_RULES: Final[tuple[RuleId, ...]] = ("accounting", "score")

RULE_LABELS: Final[dict[RuleId, str]] = {
    "window": "Un élève est accueilli une fois au plus, entre sa première et sa dernière semaine possibles",
    "closed-week": "Personne n'est accueilli pendant une semaine fermée",
    "capacity": "Un groupe ne dépasse pas le nombre de places, ni une semaine le nombre de groupes",
    "college": "Un groupe compte au plus un élève par collège",
    "conflict": "Deux élèves incompatibles ne sont jamais dans le même groupe",
    "motive-limit": "Un groupe ne réunit pas trop d'élèves exclus pour un même motif",
    "pin": "Un élève fixé sur une semaine y est accueilli",
    "ban": "Un élève écarté d'une semaine n'y est pas accueilli",
    "session": "Une séance tient dans la journée, sans couper la pause ni un moment fixe",
    "teacher": "Un·e intervenant·e donne ses ateliers, sur ses créneaux, un seul groupe à la fois",
    "teacher-conflict": "Un élève ne rencontre pas l'intervenant·e avec qui il est en conflit",
    "accounting": "Chaque élève figure une fois et une seule dans le plan",
    "score": "Les valeurs annoncées sont celles que l'on recalcule",
}

LEVEL_LABELS: Final[dict[Level, str]] = {
    "unplaced": "Élèves sans place",
    "disruption": "Annonces modifiées",
    "carried": "Élèves reportés après la période",
    "waiting": "Attente",
    "coverage": "Ateliers essentiels manquants",
    "cohesion": "Équilibre du groupe",
    "comfort": "Confort des intervenant·es et ateliers complémentaires",
}

OrderName = Literal["wait-first", "group-first", "workshops-first"]
NAMED_ORDERS: Final[dict[OrderName, tuple[Level, ...]]] = {
    "wait-first": LEVELS,
    "group-first": (
        "unplaced", "disruption", "carried", "cohesion", "waiting", "coverage", "comfort",
    ),
    "workshops-first": (
        "unplaced", "disruption", "carried", "coverage", "waiting", "cohesion", "comfort",
    ),
}  # fmt: skip
ORDER_LABELS: Final[dict[OrderName, str]] = {
    "wait-first": "attendre le moins possible",
    "group-first": "le groupe le plus équilibré d'abord",
    "workshops-first": "les ateliers d'abord",
}
