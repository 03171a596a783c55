"""The form of a notice: its fields with their words, what was typed into them, and the notice it makes.

A field has the name of its place in a notice, so that what is wrong finds its field.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from api.errors import Invalid
from api.notices.motives import MOTIVE_LABELS
from api.notices.schemas import LONGEST_NOTE, MOST_DAYS, NewNotice, Notice, PupilSheet, Stay
from api.web.forms import Form, read
from solver.problems import Problem

Typed = Mapping[str, Any]
"""What stands in each field: a text, a list of texts for the motives."""

Made = TypeVar("Made")

PUPIL_FIELDS: Final = tuple(f"pupil.{name}" for name in PupilSheet.model_fields)
STAY_FIELDS: Final = tuple(Stay.model_fields)
FIELDS: Final = (*PUPIL_FIELDS, *STAY_FIELDS)
LABELS: Final = {
    "pupil.first_name": "Prénom",
    "pupil.initial": "Initiale du nom",
    "pupil.level": "Classe",
    "pupil.gender": "Fille ou garçon",
    "pupil.quartier": "Quartier",
    "pupil.birth_year": "Année de naissance",
    "days": "Durée de l'exclusion",
    "earliest": "Première semaine possible",
    "latest": "Dernière semaine possible",
    "motives": "Motifs",
    "note": "Note",
    "contact": "Personne à joindre",
}
LEVELS: Final = tuple((level, level) for level in ("6e", "5e", "4e", "3e"))
GENDERS: Final = (("F", "Fille"), ("M", "Garçon"))
MOTIVES: Final = tuple((code, label.capitalize()) for code, label in MOTIVE_LABELS.items())

_NEEDED: Final = "c'est à remplir."
_CHOOSE: Final = "c'est à choisir."
_MISSING: Final = {
    "pupil.level": _CHOOSE,
    "pupil.gender": _CHOOSE,
    "earliest": _CHOOSE,
    "latest": _CHOOSE,
    "motives": "il faut au moins un motif.",
}
_WRONG: Final = {
    "pupil.initial": "il faut une seule lettre.",
    "pupil.birth_year": "il faut l'année de naissance d'un collégien, en quatre chiffres, comme 2013.",
    "note": f"{LONGEST_NOTE} caractères au plus, et rien d'invisible.",
}
"""In the place of what programs read about these fields."""


def typed(form: Form) -> dict[str, Any]:
    """Give what stands in the fields of a form that was sent, to be shown again or kept."""
    kept: dict[str, Any] = {name: form[name] for name in FIELDS if name != "motives"}
    return {**kept, "motives": form.several("motives")}


def written(notice: Notice) -> dict[str, Any]:
    """Give what would stand in the fields for a notice to be as it is."""
    pupil = {name: getattr(notice.pupil, name.partition(".")[2]) for name in PUPIL_FIELDS}
    stay = {name: getattr(notice, name) for name in STAY_FIELDS}
    texts = {
        name: "" if value is None else str(value)
        for name, value in {**pupil, **stay}.items()
        if name != "motives"
    }
    return {**texts, "motives": list(notice.motives)}


def empty(contact: str = "") -> dict[str, Any]:
    """Give what stands in the fields before anything is typed."""
    return {**dict.fromkeys(FIELDS, ""), "motives": [], "days": "5", "contact": contact}


def whole(kept: Typed) -> dict[str, Any]:
    """Complete what was kept by an earlier version of the form."""
    return {**dict.fromkeys(FIELDS, ""), "motives": [], **kept}


def notice_of(form: Form) -> NewNotice:
    """Make the notice of a form; raises Invalid, each problem at its field."""
    content = {**_stay(form), "pupil": _pupil(form)}
    return _in_plain_words(form, lambda: read(NewNotice, content))


def stay_of(form: Form) -> Stay:
    """Make the stay of a form that is about a known pupil; raises Invalid, each problem at its field."""
    return _in_plain_words(form, lambda: read(Stay, _stay(form)))


def differences(mine: Typed, present: Typed) -> list[tuple[str, str]]:
    """List the fields in which what is stored is not what was typed, with what is stored."""
    return [
        (LABELS[name], _said(name, present[name])) for name in FIELDS if mine[name] != present[name]
    ]


def _said(name: str, value: Any) -> str:
    if name == "motives":
        return ", ".join(MOTIVE_LABELS[code] for code in value)
    return dict(GENDERS)[value] if name == "pupil.gender" else str(value) or "rien"


def _pupil(form: Form) -> dict[str, Any]:
    initial = form.text("pupil.initial")
    return {
        **{name.partition(".")[2]: form.text(name) for name in PUPIL_FIELDS},
        "initial": initial.upper() if initial else None,
        "birth_year": form.whole("pupil.birth_year"),
    }


def _stay(form: Form) -> dict[str, Any]:
    note = form.text("note")
    return {
        **{name: form.text(name) for name in STAY_FIELDS},
        "days": form.whole("days"),
        "motives": form.several("motives") or None,
        # A form sends its lines apart as no text here is written.
        "note": note.replace("\r\n", "\n") if note else None,
    }


def _in_plain_words(form: Form, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except Invalid as refusal:
        problems = [_plain(form, each) for each in refusal.problems]
        order = {name: place for place, name in enumerate(FIELDS)}
        problems.sort(key=lambda each: order.get(each.path, len(order)))
        raise Invalid(problems=problems) from None


def _plain(form: Form, problem: Problem) -> Problem:
    """Say in the words of the form what is wrong with a field."""
    path = problem.path.partition("[")[0]
    if path not in LABELS:
        return problem
    missing = not (form.several(path) if path == "motives" else form.text(path))
    if missing:
        return Problem(path, _MISSING.get(path, _NEEDED))
    if path == "days" and not isinstance(form.whole("days"), int):
        return Problem(path, f"il faut un nombre de jours, de 1 à {MOST_DAYS}.")
    return Problem(path, _WRONG.get(path, problem.message))
