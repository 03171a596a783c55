"""Answers that a person opens with another program."""

from starlette.responses import Response


class CsvFile(Response):
    """A table for a spreadsheet, to be saved under a name."""

    media_type = "text/csv"

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class CalendarFile(Response):
    """A calendar that programs come to read again and again."""

    media_type = "text/calendar"
