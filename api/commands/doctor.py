"""`daeet doctor`: what is unsafe in this installation."""

from typing import TYPE_CHECKING, Annotated

import typer

from solver.commands.arguments import AsJson
from solver.exit_codes import DONE, VIOLATIONS
from solver.output import answer
from solver.problems import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.doctor.findings import Finding
    from api.settings import Settings

_LABELS = {"danger": "Danger", "warning": "À voir"}


def doctor(
    host: Annotated[
        str, typer.Option("--host", metavar="ADRESSE", help="Adresse où le service écoute.")
    ] = "127.0.0.1",
    as_json: AsJson = False,
) -> int:
    """Dire ce qui n'est pas sûr dans cette installation, et que faire. Rien n'est changé."""
    from api.clock import utc_now
    from api.doctor.looking import look
    from api.settings import Settings

    found = look(Settings.from_environment(), utc_now(), host, thorough=True)
    answer(_json(found) if as_json else _page(found))
    return VIOLATIONS if found else DONE


def refuse_dangers(settings: "Settings", host: str) -> None:
    """Raise InputError where the service must not start; what takes long to look at is left to `doctor`."""
    from api.clock import utc_now
    from api.doctor.looking import look

    found = look(settings, utc_now(), host, thorough=False)
    dangers = [finding.message for finding in found if finding.level == "danger"]
    if dangers:
        raise InputError(Problem("", f"Le service ne démarre pas. {said}") for said in dangers)


def _page(found: "Sequence[Finding]") -> str:
    if not found:
        return "Rien à signaler.\n"
    return "".join(f"{_LABELS[each.level]} : {each.message}\n" for each in found)


def _json(found: "Sequence[Finding]") -> str:
    from solver.files import layout

    return layout({"findings": [each._asdict() for each in found]}) + "\n"
