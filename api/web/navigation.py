"""Where each role starts, and what its menu leads to."""

from typing import Final, NamedTuple

from api.access.roles import Role


class Place(NamedTuple):
    """An entry of the menu."""

    path: str
    label: str


HOME: Final[dict[Role, str]] = {
    "referent": "/semaines",
    "college": "/mes-eleves",
    "teacher": "/mes-seances",
    "analyst": "/bilan",
}

MENU: Final[dict[Role, tuple[Place, ...]]] = {
    "referent": (
        Place("/semaines", "La semaine"),
        Place("/demandes", "Demandes"),
        Place("/bilan", "Bilan"),
    ),
    "college": (
        Place("/mes-eleves", "Mes élèves"),
        Place("/avis/nouveau", "Nouvel avis"),
        Place("/avis/import", "Plusieurs avis"),
    ),
    "teacher": (
        Place("/mes-seances", "Mes séances"),
        Place("/mes-disponibilites", "Mes disponibilités"),
        Place("/mon-calendrier", "Mon calendrier"),
    ),
    "analyst": (Place("/bilan", "Bilan"), Place("/exports", "Exports")),
}

_BELONGS: Final[dict[str, str]] = {
    "/propositions/": "/semaines",
    "/pourquoi/": "/semaines",
    "/recherches/": "/semaines",
    "/avis/": "/mes-eleves",
}
"""Pages that stand under no entry of the menu by their address, and the entry they belong to."""
_OWN_ENTRY: Final = frozenset({"/avis/nouveau", "/avis/import"})


def place_of(path: str) -> str:
    """Give the path by which the menu marks where a page stands."""
    if path in _OWN_ENTRY:
        return path
    return next((entry for start, entry in _BELONGS.items() if path.startswith(start)), path)


SETTINGS_MENU: Final[dict[Role, tuple[Place, ...]]] = {
    "referent": (
        Place("/incompatibilites", "Incompatibilités"),
        Place("/intervenants", "Intervenant·es"),
        Place("/ateliers", "Ateliers"),
        Place("/emploi-du-temps", "Emploi du temps"),
        Place("/colleges", "Collèges"),
        Place("/calendrier", "Calendrier"),
        Place("/regles", "Règles et priorités"),
        Place("/journal", "Journal"),
    ),
}
"""What is set up now and then, in a menu of its own beside what is done every week."""
