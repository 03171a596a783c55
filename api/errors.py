"""Every answer that is not a success: problem details (RFC 9457) with a stable code and a French sentence.

A subject raises a Refusal of its own; one handler turns it into the answer. The code is what programs
may rely on, the sentence what a person reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar, Final

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import Field
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from api.french_validation import french_problems
from api.storage.errors import NotStoredError
from solver.instance import Record
from solver.problems import Problem

MEDIA_TYPE: Final = "application/problem+json"


class Detail(Record):
    """One thing wrong with what was sent, and where."""

    path: str = Field(examples=["pupil.birth_year"])
    message: str = Field(examples=["cette valeur est obligatoire et elle manque."])


class ProblemDetails(Record):
    """Why a request was not done."""

    type: str = Field(examples=["urn:daeet:problem:not-found"])
    title: str = Field(examples=["Introuvable"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Rien ne porte cet identifiant."])
    code: str = Field(examples=["not-found"])
    instance: str = Field(examples=["urn:daeet:request:0192f3a4b5c6d7e8f9a0b1c2"])
    problems: tuple[Detail, ...] = ()


class Refusal(Exception):  # noqa: N818 - to refuse is not an error of the program
    """A request that is not done. Subclasses give the status, the code and the words."""

    status: ClassVar[HTTPStatus]
    code: ClassVar[str]
    title: ClassVar[str]
    detail: ClassVar[str]

    def __init__(
        self,
        detail: str | None = None,
        *,
        problems: Sequence[Problem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.said = detail or self.detail
        self.problems = tuple(problems)
        self.headers = dict(headers or {})
        super().__init__(self.code)


class BadRequest(Refusal):
    """The request could not even be read."""

    status, code, title = HTTPStatus.BAD_REQUEST, "bad-request", "Demande illisible"
    detail = "Le contenu de la demande n'a pas pu être lu."


class NotSignedIn(Refusal):
    """No session and no token, or one that is unknown, ended, revoked or disabled: all look the same."""

    status, code, title = HTTPStatus.UNAUTHORIZED, "not-signed-in", "Connexion nécessaire"
    detail = "Il faut se connecter."


class RoleNotAllowed(Refusal):
    """The route is for other roles."""

    status, code, title = HTTPStatus.FORBIDDEN, "role-not-allowed", "Accès réservé"
    detail = "Votre compte n'a pas accès à cette fonction."


class CrossSite(Refusal):
    """A browser was sent here by another site, or does not say by which."""

    status, code, title = HTTPStatus.FORBIDDEN, "cross-site", "Demande venue d'ailleurs"
    detail = "Cette demande ne vient pas des pages du service."


class NotFound(Refusal):
    """Absent, or somebody else's: both look the same."""

    status, code, title = HTTPStatus.NOT_FOUND, "not-found", "Introuvable"
    detail = "Rien ne porte cet identifiant, ou il ne vous est pas accessible."


class MethodNotAllowed(Refusal):
    """The address exists, but not with this method."""

    status, code = HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed"
    title, detail = "Méthode non prévue", "Cette adresse ne répond pas à cette méthode."


class TooLarge(Refusal):
    """The body is longer than the setting allows."""

    status, code, title = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "Contenu trop grand"
    detail = "Le contenu envoyé dépasse la taille permise."


class Invalid(Refusal):
    """What was sent does not have the form that is asked for."""

    status, code, title = HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", "Contenu refusé"
    detail = "Ce qui a été envoyé ne convient pas."


class TooManyRequests(Refusal):
    """A limit was reached; `Retry-After` says when to come back."""

    status, code, title = HTTPStatus.TOO_MANY_REQUESTS, "too-many-requests", "Trop de demandes"
    detail = "Trop de demandes en peu de temps. Réessayez un peu plus tard."


class InternalFault(Refusal):
    """A fault of the program."""

    status, code = HTTPStatus.INTERNAL_SERVER_ERROR, "internal"
    title = "Erreur interne"
    detail = "Erreur interne du programme. Rien n'a été enregistré par cette demande."


class Unavailable(Refusal):
    """The database does not answer, is full, or is busy for too long."""

    status, code, title = HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "Momentanément impossible"
    detail = "Le service ne peut pas enregistrer ou lire en ce moment. Réessayez dans un instant."


_BY_STATUS: Final[dict[int, type[Refusal]]] = {
    refusal.status: refusal for refusal in (BadRequest, NotFound, MethodNotAllowed, TooLarge)
}
RETRY_AFTER: Final = "Retry-After"


def answer(refusal: Refusal, request_id: str) -> JSONResponse:
    """Write a refusal as problem details."""
    details = ProblemDetails(
        type=f"urn:daeet:problem:{refusal.code}",
        title=refusal.title,
        status=int(refusal.status),
        detail=refusal.said,
        code=refusal.code,
        instance=f"urn:daeet:request:{request_id}",
        problems=tuple(Detail(path=p.path, message=p.message) for p in refusal.problems),
    )
    return JSONResponse(details.model_dump(), int(refusal.status), refusal.headers, MEDIA_TYPE)


def example(refusal: type[Refusal]) -> dict[str, Any]:
    """Show a refusal as the description of the service does."""
    return {
        "type": f"urn:daeet:problem:{refusal.code}",
        "title": refusal.title,
        "status": int(refusal.status),
        "detail": refusal.detail,
        "code": refusal.code,
        "instance": "urn:daeet:request:0192f3a4b5c6d7e8f9a0b1c2",
        "problems": [],
    }


def as_refusal(error: Exception) -> Refusal:
    """Say what an exception means to whoever asked; the unknown ones are faults of the program."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, RequestValidationError):
        return Invalid(problems=french_problems(error.errors()))
    if isinstance(error, HTTPException):
        kind = _BY_STATUS.get(error.status_code, BadRequest)
        return kind(headers=error.headers)
    if isinstance(error, (NotStoredError, OperationalError, PoolTimeout)):
        return Unavailable(headers={RETRY_AFTER: "5"})
    return InternalFault()


HANDLED: Final[Iterable[type[Exception]]] = (
    Refusal,
    HTTPException,
    RequestValidationError,
    NotStoredError,
    OperationalError,
    PoolTimeout,
)
"""What handlers may raise; anything else is logged as a fault by `http/request_log.py`."""

Answering = Callable[[Refusal, Scope], Response]
"""Writes a refusal in the form that a request is to be answered in."""
