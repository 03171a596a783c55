"""A week in full: published, over, closed, not yet published; its history, its sheets, its repair."""

from typing import Final

from api.demo.logins import LOGINS
from tests.pages.browsing import Reader
from tests.pages.gallery import Scene
from tests.pages.searching import follow
from tests.pages.site import NEXT_WEEK, THIS_WEEK

_REFERENT: Final = LOGINS["referent"]
_LAST_WEEK: Final = "2026-W47"
_CLOSED: Final = "2026-W52"
_REPAIR: Final = f"/semaines/{THIS_WEEK}/reparation"


def _one_has_come(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Présent").first.click()


def _nothing_ticked(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Chercher la réparation").click()


def _repaired(reader: Reader) -> None:
    boxes = reader.page.get_by_role("checkbox")
    boxes.first.check()
    boxes.last.check()
    reader.page.get_by_role("button", name="Chercher la réparation").click()
    follow(reader)


def _published(reader: Reader) -> None:
    _repaired(reader)
    reader.page.get_by_role("button", name="Publier la réparation").click()


def _changed_meanwhile(reader: Reader) -> None:
    _repaired(reader)
    answer = reader.page.url
    reader.page.get_by_role("button", name="Publier la réparation").click()
    reader.page.goto(answer)


SCENES: Final = (
    Scene("semaine-publiee", _REFERENT, f"/semaines/{THIS_WEEK}"),
    Scene("semaine-presence-notee", _REFERENT, f"/semaines/{THIS_WEEK}", _one_has_come),
    Scene("semaine-passee", _REFERENT, f"/semaines/{_LAST_WEEK}"),
    Scene("semaine-non-publiee", _REFERENT, f"/semaines/{NEXT_WEEK}"),
    Scene("semaine-fermee", _REFERENT, f"/semaines/{_CLOSED}"),
    Scene("semaine-historique", _REFERENT, f"/semaines/{_LAST_WEEK}/historique"),
    Scene("semaine-feuille", _REFERENT, f"/semaines/{THIS_WEEK}/feuille"),
    Scene("semaine-eleves", _REFERENT, f"/semaines/{THIS_WEEK}/eleves"),
    Scene("reparation-formulaire", _REFERENT, _REPAIR),
    Scene("reparation-rien-coche", _REFERENT, _REPAIR, _nothing_ticked),
    Scene("reparation-trouvee", _REFERENT, _REPAIR, _repaired),
    Scene("reparation-publiee", _REFERENT, _REPAIR, _published),
    Scene("reparation-depassee", _REFERENT, _REPAIR, _changed_meanwhile),
)
