"""What the commands print: answers on standard output, messages on standard error."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from solver.french_errors import printable, system_reason

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST_PAGE: Final = 100
"""In characters; longer lines are hard to read, however wide the terminal."""


class OutputError(Exception):
    """An answer could not be written; the message says why in French."""


class StoppedError(Exception):
    """Ctrl-C stopped a command that has kept something; the message says what, in French."""


def speak_utf8() -> None:
    """Make the program's accents come out whatever the system's language.

    A file or a pipe gets UTF-8, as the JSON format asks; a terminal keeps its own encoding, and a
    question mark for what it lacks. A stream that was closed from outside swallows what it gets.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def answer(text: str) -> None:
    """Write an answer on standard output; a reader who has left (`| head`) is no error.

    Raises OutputError where it cannot be written, for example on a full disk.
    """
    with _standard_output() as stream:
        stream.write(text)
        stream.flush()


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    try:
        yield sys.stdout
    except BrokenPipeError:
        _drop_standard_output()
    except OSError as error:
        _drop_standard_output()
        reason = system_reason(error)
        raise OutputError(f"La réponse n'a pas pu être écrite : {reason}.") from None


def _drop_standard_output() -> None:
    """Send what is still buffered nowhere, or Python would complain again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def answer_in_colour(show: Callable[["Console"], None]) -> None:
    """Answer with what `show` prints, in colours where standard output is a terminal."""
    from rich.console import Console

    # Rich touches the stream when a capture ends, so this too can meet a full disk.
    with _standard_output() as stream:
        console = Console(file=stream, highlight=False)
        console.width = min(console.width, _WIDEST_PAGE)
        with console.capture() as capture:
            show(console)
        text = capture.get()
        if not console.is_terminal:
            text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        stream.write(text)
        stream.flush()


def answer_and_write(
    document: str,
    out: str | None,
    *,
    as_json: bool,
    show: Callable[["Console"], None],
    written: str | None = None,
) -> None:
    """Write a JSON document to the file asked for, if any; answer with it or with what `show` prints.

    The file gets `written` instead where it is given. A file that is standard output itself gets
    the document once. Raises as `answer` and `files.write_atomically` do.
    """
    from solver.files import is_standard_output, write_atomically

    if out is not None and not (as_json and is_standard_output(out)):
        write_atomically(out, document if written is None else written)
    if as_json:
        answer(document)
    else:
        answer_in_colour(show)


def tell(message: str) -> None:
    """Write a message on standard error, each of its lines safe to print."""
    for line in message.splitlines():
        print(printable(line, longest=1000), file=sys.stderr)  # noqa: T201 - this is the printer
