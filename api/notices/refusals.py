"""What is refused about notices."""

from http import HTTPStatus

from api.errors import Refusal


class KeyReused(Refusal):
    """The key of a request came before with another content."""

    status, code, title = HTTPStatus.CONFLICT, "key-reused", "Clé déjà utilisée"
    detail = "Cette clé d'envoi a déjà servi pour un autre contenu. Prenez-en une nouvelle."


class CollegeInactive(Refusal):
    """The collège no longer takes part."""

    status, code, title = HTTPStatus.CONFLICT, "college-inactive", "Collège inactif"
    detail = "Ce collège n'envoie plus d'avis pour le moment. Appelez la référente."


class AlreadyPlanned(Refusal):
    """A collège amends or withdraws a notice that is planned or closed."""

    status, code, title = HTTPStatus.CONFLICT, "already-planned", "Avis déjà prévu ou clos"
    detail = "Cet avis est déjà prévu ou clos : appelez la référente pour y changer quelque chose."


class StayUnderWay(Refusal):
    """The pupil has a notice that is not at its end yet."""

    status, code, title = HTTPStatus.CONFLICT, "stay-under-way", "Accueil déjà en cours"
    detail = (
        "Cet élève a déjà un avis qui n'est pas clos : modifiez-le, ou attendez qu'il soit clos."
    )


class NoticeClosed(Refusal):
    """A notice that has come to its end does not change any more."""

    status, code, title = HTTPStatus.CONFLICT, "notice-closed", "Avis clos"
    detail = "Cet avis est clos : il ne change plus."


class MoveNotAllowed(Refusal):
    """The table of moves does not have this one."""

    status, code, title = HTTPStatus.CONFLICT, "move-not-allowed", "Passage non prévu"
    detail = "Cet avis ne peut pas passer à cet état."
