"""What is refused about jobs."""

from http import HTTPStatus

from api.errors import Refusal


class JobEnded(Refusal):
    """A job that is done, failed or cancelled cannot be cancelled."""

    status, code, title = HTTPStatus.CONFLICT, "job-ended", "Calcul déjà terminé"
    detail = "Ce calcul est déjà terminé : il n'y a plus rien à annuler."


class QueueFull(Refusal):
    """So many jobs wait already that one more would only delay the others."""

    status, code, title = HTTPStatus.TOO_MANY_REQUESTS, "queue-full", "Trop de calculs en attente"
    detail = (
        "Trop de calculs attendent déjà leur tour. Attendez qu'ils se terminent, ou annulez-en."
    )
