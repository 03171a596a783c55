"""The way in, one's account, and what is there for everybody."""

from typing import Final

from api.demo.logins import LOGINS
from tests.pages.browsing import Reader
from tests.pages.gallery import Scene


def _wrong_password(reader: Reader) -> None:
    reader.page.get_by_label("Identifiant").fill("referente")
    reader.page.get_by_label("Mot de passe").fill("pas le bon")
    reader.page.get_by_role("button", name="Se connecter").click()


def _password_too_short(reader: Reader) -> None:
    reader.page.get_by_label("Mot de passe actuel").fill("court")
    reader.page.get_by_label("Nouveau mot de passe", exact=True).fill("court")
    reader.page.get_by_label("Nouveau mot de passe, une seconde fois").fill("court")
    reader.page.get_by_role("button", name="Changer").click()


SCENES: Final = (
    Scene("connexion", None, "/connexion"),
    Scene("connexion-refusee", None, "/connexion", _wrong_password),
    Scene("accessibilite", None, "/accessibilite"),
    Scene("aide", LOGINS["referent"], "/aide"),
    Scene("compte", LOGINS["referent"], "/compte"),
    Scene("compte-mot-de-passe-refuse", LOGINS["referent"], "/compte", _password_too_short),
    Scene("introuvable", LOGINS["referent"], "/nulle-part"),
)
