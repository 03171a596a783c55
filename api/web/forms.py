"""What a form sends: read as text, made into what a subject asks for, and kept to be shown again where it is refused.

A field has the name of its place in what is asked for (`pupil.birth_year`), so each refusal finds its field.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile

from api.errors import BadRequest, Invalid, Refusal
from api.french_validation import french_problems
from api.preconditions import Versioned
from solver.problems import Problem

Asked = TypeVar("Asked", bound=BaseModel)

SECRET: Final = "password"  # noqa: S105 - a part of the names of fields
VERSION: Final = "version"
MOST_FIELDS: Final = 1000
_NO_LIMIT: Final = 2**31
"""For one field, in bytes: the setting for the whole body is the limit."""


class Form(Mapping[str, str]):
    """The fields of a form that was sent; a missing one reads as an empty text."""

    def __init__(self, fields: Sequence[tuple[str, str]], files: Mapping[str, UploadFile]) -> None:
        self.fields: Final = tuple(fields)
        self.files: Final = files
        self._last: Final = dict(self.fields)

    def __getitem__(self, name: str) -> str:
        return self._last.get(name, "")

    def __iter__(self) -> Any:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def text(self, name: str) -> str | None:
        """Give what was typed, without the blanks around it; None where nothing was."""
        return self[name].strip() or None

    def whole(self, name: str) -> int | str | None:
        """Give a whole number; what is none stays a text, which is then refused with its reason."""
        text = self.text(name)
        return int(text) if text and text.removeprefix("-").isdecimal() and len(text) < 10 else text

    def several(self, name: str) -> list[str]:
        """Give every value of a field that may have several, such as boxes that are ticked."""
        return [value for each, value in self.fields if each == name and value]

    def ticked(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return bool(self[name])

    def version(self, field: str = VERSION) -> Versioned:
        """Give the version that the form was made on, for what refuses a change made meanwhile."""
        number = self.text(field)
        return Versioned(Response(), f'"{number}"' if number else None)


def read(asked: type[Asked], content: Mapping[str, Any]) -> Asked:
    """Make what a subject asks for; raises Invalid, each problem at its field.

    What is None was left empty, and so counts as missing where it is needed.
    """
    try:
        return asked.model_validate(_filled(content))
    except ValidationError as error:
        raise Invalid(problems=french_problems(error.errors(include_url=False))) from None


def errors_of(refusal: Refusal) -> dict[str, str]:
    """Give each field's error; what belongs to no field of the form is shown above it."""
    errors: dict[str, str] = {}
    for problem in refusal.problems:
        errors.setdefault(problem.path, problem.message)
    return errors


def above(refusal: Refusal) -> Sequence[Problem]:
    """Say what is wrong as a whole, where no field is named."""
    return [] if refusal.problems else [Problem("", refusal.said)]


def _filled(content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _filled(value) if isinstance(value, Mapping) else value
        for name, value in content.items()
        if value is not None
    }


def _can_be_kept(text: str) -> bool:
    """Tell whether a text can be stored and shown: no browser sends one that cannot."""
    return "\x00" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


async def form_of(request: Request) -> Form:
    """Read the form that a request carries; raises BadRequest."""
    sent: FormData = await request.form(max_fields=MOST_FIELDS, max_part_size=_NO_LIMIT)
    texts = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
    if not all(_can_be_kept(text) for field in texts for text in field):
        raise BadRequest
    files = {name: value for name, value in sent.multi_items() if isinstance(value, UploadFile)}
    return Form(texts, files)


Sent = Annotated[Form, Depends(form_of)]
"""The parameter of a handler that a form is sent to."""
