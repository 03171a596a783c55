"""Sending the notices of a file, and the file to start from."""

from typing import Annotated, Final

from fastapi import Form, Header, Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.errors import Invalid
from api.http.router import Router
from api.notices.importing import service
from api.notices.importing.parsing import parse
from api.notices.importing.refusals import ImportRefused
from api.notices.importing.schemas import Imported, ImportForm
from api.notices.importing.template import template
from api.notices.refusals import CollegeInactive, KeyReused
from api.notices.schemas import RequestKey
from api.running import Here
from solver.problems import Problem

router = Router("notices")

_COLLEGE: Final = only("college")
Key = Annotated[
    RequestKey | None,
    Header(
        alias="Idempotency-Key",
        description="Needed to store: made up anew for each sending; a repeated one is stored once.",
    ),
]
Body = Annotated[ImportForm, Form(media_type="multipart/form-data")]


class CsvFile(Response):
    """A CSV file to be saved."""

    media_type = "text/csv"


@router.post(
    "/api/notices/import", _COLLEGE, refusals=[ImportRefused, KeyReused, CollegeInactive, Invalid]
)
def import_notices(body: Body, caller: SignedIn, here: Here, key: Key = None) -> Imported:
    """Send the notices of a CSV file or an Excel workbook: all of them or none.

    Unless `dry_run` is false, nothing is stored: the answer says what would be. Whatever is wrong is said by line
    and column. The same key with the same notices gives the same receipts.
    """
    parsed = parse(body.file.file.read())
    if body.dry_run:
        with here.storage.read() as reading:
            return service.try_out(reading, caller, parsed)
    if key is None:
        raise Invalid(problems=[Problem("Idempotency-Key", "cette valeur est obligatoire ici.")])
    with here.storage.write(caller.account) as work:
        return service.store(work, caller, key, parsed)


@router.get("/api/notices/import/template", _COLLEGE, answers=CsvFile)
def import_template() -> CsvFile:
    """Give the file to start from: the headings and one invented line."""
    headers = {"Content-Disposition": 'attachment; filename="avis.csv"'}
    return CsvFile(template(), headers=headers)
