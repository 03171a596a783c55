"""What is refused about accounts."""

from http import HTTPStatus

from api.errors import Refusal


class WrongLogin(Refusal):
    """Unknown login, wrong password or disabled account: all look the same and take as long."""

    status, code, title = HTTPStatus.UNAUTHORIZED, "wrong-login", "Connexion refusée"
    detail = "L'identifiant ou le mot de passe ne convient pas, ou le compte est fermé."


class WrongPassword(Refusal):
    """The present password is not right."""

    status, code, title = HTTPStatus.FORBIDDEN, "wrong-password", "Mot de passe refusé"
    detail = "Le mot de passe actuel n'est pas le bon."


class SessionRequired(Refusal):
    """A token may use the service, but not make other tokens or change the password."""

    status, code, title = HTTPStatus.FORBIDDEN, "session-required", "Session nécessaire"
    detail = "Cette action demande de se connecter avec un mot de passe."


class TooManyTokens(Refusal):
    """The account has as many tokens as it may."""

    status, code, title = HTTPStatus.CONFLICT, "too-many-tokens", "Trop de jetons"
    detail = "Ce compte a déjà trop de jetons. Révoquez-en un d'abord."


class NoSuchCollege(Refusal):
    """An account is to be bound to a collège that the catalogue does not have."""

    status, code, title = HTTPStatus.CONFLICT, "no-such-college", "Collège inconnu"
    detail = "Ce collège n'est pas dans la liste des collèges."


class LoginTaken(Refusal):
    """Another account has this login."""

    status, code, title = HTTPStatus.CONFLICT, "login-taken", "Identifiant déjà pris"
    detail = "Un autre compte porte déjà cet identifiant."
