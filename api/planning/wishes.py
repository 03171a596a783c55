"""What the référente wants of a pupil's place: urgency, a week to keep, weeks to avoid."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import select

from api.catalogue import closures
from api.errors import Invalid, NotFound
from api.notices.schemas import PupilCode
from api.preconditions import NO_VERSION, Versioned
from api.schemas import Items, Week
from api.storage import tables, versions
from api.storage.work import Reading, Writing
from solver.instance import Record
from solver.problems import Problem

_NO_AGREEMENT: Final = "le chef d'établissement n'a pas donné son accord pour cette semaine."
_CLOSED: Final = "l'accueil est fermé cette semaine-là."
_CLOSED_SINCE: Final = (
    "L'accueil est fermé cette semaine-là : les plans ne la gardent plus pour cet élève."
)
_NOT_KEPT: Final = "Le chef d'établissement n'accepte plus cette semaine : les plans ne la gardent plus pour cet élève."


class Wish(Record):
    """Who has none has priority 1, no week kept, no week to avoid."""

    priority: Annotated[int, Field(ge=1, le=3)] = 1
    pin: Week | None = None
    bans: Annotated[Items[Week], Field(max_length=60)] = ()


class WishFor(Wish):
    """What is wanted for a pupil; `not_kept` says why plans do not keep the week to be kept."""

    pupil: PupilCode
    not_kept: str | None = None


def wishes(work: Reading) -> tuple[WishFor, ...]:
    """List what is wanted, in the order of the pupils' codes."""
    stays = {row.key: row for row in versions.everything(work, "stay")}
    return tuple(_read(work, row, stays.get(row.key)) for row in versions.everything(work, "wish"))


def wish(work: Reading, code: str, version: Versioned) -> WishFor:
    """Show what is wanted for a pupil; raises NotFound for an unknown one."""
    shown, number = numbered(work, code)
    version.tag(number)
    return shown


def numbered(work: Reading, code: str) -> tuple[WishFor, int]:
    """Show what is wanted for a pupil, with the number of its version; raises NotFound for an unknown one."""
    _pupil(work, code)
    row = versions.present(work, "wish", code)
    if row is None:
        return WishFor(pupil=code), NO_VERSION
    return _read(work, row, versions.present(work, "stay", code)), row.number


def change(work: Writing, code: str, body: Wish, version: Versioned) -> WishFor:
    """Replace what is wanted for a pupil; raises NotFound, ChangedMeanwhile, Invalid."""
    pupil = _pupil(work, code)
    before = versions.present(work, "wish", code)
    version.check(before.number if before else NO_VERSION)
    _check(work, code, body)
    row = versions.put(work, "wish", code, body.model_dump(mode="json"))
    version.tag(row.number)
    work.record("wish.changed", pupil.id)
    return _read(work, row, versions.present(work, "stay", code))


def holds(stay: Mapping[str, Any], week: str) -> bool:
    """Tell whether the head of school agrees to a week, so that it can be kept for the pupil."""
    return bool(stay["earliest"] <= week <= stay["latest"])


def _check(work: Reading, code: str, body: Wish) -> None:
    """Refuse to keep a week that no plan could give: it would leave every week without a plan."""
    stay = versions.present(work, "stay", code)
    if body.pin is None:
        return
    message = None
    if body.pin in body.bans:
        message = "cette semaine est à garder et à éviter à la fois."
    elif stay and stay.content and not holds(stay.content, body.pin):
        message = _NO_AGREEMENT
    elif _closed(work, body.pin):
        message = _CLOSED
    if message:
        raise Invalid(problems=[Problem("pin", message)])


def _pupil(work: Reading, code: str) -> tables.Pupil:
    pupil = work.session.scalar(select(tables.Pupil).where(tables.Pupil.code == code))
    if pupil is None:
        raise NotFound
    return pupil


def _closed(work: Reading, week: str) -> bool:
    (shown,) = closures.weeks(work, week, week)
    return not shown.open


def _read(work: Reading, row: tables.Version, stay: tables.Version | None) -> WishFor:
    wanted = WishFor.model_validate({**(row.content or {}), "pupil": row.key}, strict=False)
    if wanted.pin and stay and stay.content and not holds(stay.content, wanted.pin):
        return wanted.model_copy(update={"not_kept": _NOT_KEPT})
    if wanted.pin and _closed(work, wanted.pin):
        return wanted.model_copy(update={"not_kept": _CLOSED_SINCE})
    return wanted
