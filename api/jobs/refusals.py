"""What is refused about jobs."""

from http import HTTPStatus

from api.errors import Refusal


class JobEnded(Refusal):
    """A job that is done, failed or cancelled cannot be cancelled."""

    status, code, title = HTTPStatus.CONFLICT, "job-ended", "Calcul déjà terminé"
    detail = "Ce calcul est déjà terminé : il n'y a plus rien à annuler."
