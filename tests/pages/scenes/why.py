"""« Pourquoi ? »: not asked yet, the answer at a price with what would help, the answer that it cannot be."""

from typing import Any, Final

from api.demo.logins import LOGINS
from tests.pages.browsing import Reader
from tests.pages.gallery import Scene
from tests.pages.site import NEXT_WEEK
from tests.pages.solving import answered, waiting

_REFERENT: Final = LOGINS["referent"]
_LATER: Final = "2026-W50"


def _change(kind: str, *subjects: str) -> dict[str, Any]:
    actions = [{"kind": kind, "subjects": list(subjects), "actor": "referent"}]
    return {"actions": actions}


def _path(code: str) -> str:
    return f"/pourquoi/{code}?semaine={NEXT_WEEK}"


def _not_asked(reader: Reader) -> None:
    reader.open(_path(waiting(reader.site)[-1]))


def _at_a_price(reader: Reader) -> None:
    pupil, one, other = waiting(reader.site)[:3]
    result = {
        "pupil": pupil, "week": NEXT_WEEK, "verdict": "worse", "proven": True, "because": [],
        "cost": [{"level": "waiting", "before": 78, "after": 81}, {"level": "cohesion", "before": 11, "after": 9}],
        "moves": [{"pupil": one, "from": NEXT_WEEK, "to": _LATER}, {"pupil": other, "from": _LATER, "to": None}],
        "repairs": [
            {"change": _change("add-seat", NEXT_WEEK), "score": [],
             "message": f"Ajouter une place à un groupe en semaine 49 : {pupil} viendrait alors en semaine 49."},
            {"change": _change("open-college", "filatures", NEXT_WEEK), "score": [],
             "message": f"Accepter cette fois deux élèves pour le collège des Filatures : {pupil} viendrait alors en semaine 49."},
        ],
        "repairs_complete": True,
        "message": f"{pupil} ne vient pas en semaine 49 (du 30 novembre) : le groupe est complet. Prix : plus d'attente (78 → 81).",
        "texts": {
            "college": "La composition retenue pour les groupes ne prévoit pas d'accueillir votre élève en semaine 49 (du 30 novembre) ; son accueil est prévu en semaine 50 (du 7 décembre).",
            "family": "La composition retenue pour les groupes ne prévoit pas d'accueillir votre enfant en semaine 49 (du 30 novembre) ; son accueil est prévu en semaine 50 (du 7 décembre).",
        },
    }  # fmt: skip
    answered(reader.site, "explain", result, pupil=pupil, week=NEXT_WEEK)
    reader.open(_path(pupil))


def _impossible(reader: Reader) -> None:
    pupil = waiting(reader.site)[3]
    result = {
        "pupil": pupil, "week": NEXT_WEEK, "verdict": "impossible", "proven": True,
        "because": [{"rule": "window", "subjects": [pupil], "message": f"{pupil} ne peut venir qu'à partir de la semaine du 7 décembre 2026."}],
        "repairs": [
            {"change": _change("extend-window", pupil, NEXT_WEEK), "score": [],
             "message": f"Obtenir que le collège accepte la semaine 49 pour {pupil} : {pupil} viendrait alors en semaine 49."},
        ],
        "repairs_complete": False,
        "message": f"{pupil} ne peut pas venir en semaine 49.",
    }  # fmt: skip
    answered(reader.site, "explain", result, pupil=pupil, week=NEXT_WEEK)
    reader.open(_path(pupil))


SCENES: Final = (
    Scene("pourquoi-a-demander", _REFERENT, "/compte", _not_asked),
    Scene("pourquoi-a-un-prix", _REFERENT, "/compte", _at_a_price),
    Scene("pourquoi-impossible", _REFERENT, "/compte", _impossible),
)
