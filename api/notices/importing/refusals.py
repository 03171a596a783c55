"""What is refused about a file of notices."""

from http import HTTPStatus

from api.errors import Refusal


class ImportRefused(Refusal):
    """A file has something wrong; none of its lines is stored."""

    status, code, title = HTTPStatus.UNPROCESSABLE_ENTITY, "import-refused", "Fichier refusé"
    detail = "Rien n'a été enregistré : corrigez le fichier, puis envoyez-le de nouveau."
