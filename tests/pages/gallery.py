"""Every page in every state that a person may see: what is looked at by axe, and by eye (`make screenshots`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from api.demo.logins import LOGINS
from tests.pages.browsing import Reader


@dataclass(frozen=True)
class Scene:
    """A page in a state: who reads it, where it is, and what has to be done to see it so."""

    name: str
    login: str | None
    path: str
    act: Callable[[Reader], None] | None = None

    def show(self, reader: Reader) -> None:
        """Bring a reader to it."""
        reader.open(self.path)
        if self.act:
            self.act(reader)


def _wrong_password(reader: Reader) -> None:
    reader.page.get_by_label("Identifiant").fill("referente")
    reader.page.get_by_label("Mot de passe").fill("pas le bon")
    reader.page.get_by_role("button", name="Se connecter").click()


def _password_too_short(reader: Reader) -> None:
    reader.page.get_by_label("Mot de passe actuel").fill("court")
    reader.page.get_by_label("Nouveau mot de passe", exact=True).fill("court")
    reader.page.get_by_label("Nouveau mot de passe, une seconde fois").fill("court")
    reader.page.get_by_role("button", name="Changer").click()


def scenes() -> Iterator[Scene]:
    """List every page and state."""
    yield Scene("connexion", None, "/connexion")
    yield Scene("connexion-refusee", None, "/connexion", _wrong_password)
    yield Scene("accessibilite", None, "/accessibilite")
    yield Scene("aide", LOGINS["referent"], "/aide")
    yield Scene("compte", LOGINS["referent"], "/compte")
    yield Scene("compte-mot-de-passe-refuse", LOGINS["referent"], "/compte", _password_too_short)
    yield Scene("introuvable", LOGINS["referent"], "/nulle-part")
