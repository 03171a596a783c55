"""What is refused about forgetting."""

from http import HTTPStatus

from api.errors import Refusal


class StayPlanned(Refusal):
    """The file of a pupil whose stay is planned or confirmed is to be erased."""

    status, code, title = HTTPStatus.CONFLICT, "stay-planned", "Accueil prévu"
    detail = (
        "Un accueil de cet élève est prévu. Retirez-le d'abord de sa semaine, puis recommencez."
    )
