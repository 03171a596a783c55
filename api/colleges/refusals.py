"""What is refused about collèges."""

from http import HTTPStatus

from api.errors import Refusal


class CollegeTaken(Refusal):
    """Another collège has this id."""

    status, code, title = HTTPStatus.CONFLICT, "college-taken", "Identifiant déjà pris"
    detail = "Un autre collège porte déjà cet identifiant."
