"""What is asked and answered about a file of notices."""

from typing import Annotated

from fastapi import UploadFile
from pydantic import Field

from api.notices.schemas import NewNotice, Receipt
from api.paging import Id
from solver.instance import Record


class ImportForm(Record):
    """A file, and whether its notices are only tried."""

    file: UploadFile = Field(description="A CSV file or an Excel workbook, made from the template.")
    dry_run: Annotated[
        bool, Field(strict=False, description="Store nothing, say what would be.")
    ] = True


class ImportedLine(Record):
    """A line of the file: the notice that was read in it, and its receipt once stored.

    `similar`: open notices of the collège that may be about the same child; only said before storing.
    """

    line: int = Field(examples=[2])
    notice: NewNotice
    similar: tuple[Id, ...]
    receipt: Receipt | None


class Imported(Record):
    """The notices of a file: tried, or stored."""

    dry_run: bool
    count: int
    lines: tuple[ImportedLine, ...]
