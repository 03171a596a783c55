"""The door: instances and plans read from files and written to them.

What comes in is checked in three steps, each reporting every problem it finds: a sound JSON
document (`json_document.py`), the right fields and types (the models), ids and references
(`references.py`). What goes out replaces the file in one piece or not at all.
"""

import errno
import json
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from pydantic import ValidationError

from solver.french_errors import at_most_fifty, french_problems, printable, system_reason
from solver.instance import Instance, Record
from solver.json_document import read_document
from solver.large_documents import check_lists, is_large
from solver.plan import Plan
from solver.problems import InputError, Problem
from solver.references import find_problems

MAX_BYTES: Final = 32_000_000
"""A larger file is refused, and no more than this is read."""

STANDARD_INPUT: Final = "-"

# Beyond this many errors, listing them would cost gigabytes and help nobody.
_COUNTLESS: Final = 100_000

_THE_REST_UNREAD: Final = Problem(
    "", "chaque liste d'un aussi grand fichier n'est lue que jusqu'à sa première erreur."
)

_LINE_WIDTH: Final = 160

AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_instance(source: str) -> Instance:
    """Read an instance from a file, or from standard input where `source` is `-`.

    Raises InputError where the file cannot be read or the instance cannot be used.
    """
    return parse_instance(_read(source), _name(source))


def read_plan(source: str) -> Plan:
    """Read a plan from a file, or from standard input where `source` is `-`.

    Raises InputError where the file cannot be read or is no plan; whether the plan is a good one
    is `check.check`'s business.
    """
    return parse_plan(_read(source), _name(source))


def parse_instance(data: bytes, name: str = "le contenu") -> Instance:
    """Read an instance from JSON bytes; `name` is how messages call them. Raises InputError."""
    instance = _parse(Instance, data, name)
    problems = at_most_fifty(find_problems(instance))
    if problems:
        raise InputError(problems)
    return instance


def parse_plan(data: bytes, name: str = "le contenu") -> Plan:
    """Read a plan from JSON bytes; `name` is how messages call them. Raises InputError."""
    return _parse(Plan, data, name)


def _parse(model: type[AnyRecord], data: bytes, name: str) -> AnyRecord:
    if len(data) > MAX_BYTES:
        _refuse(f"{name} dépasse {MAX_BYTES // 1_000_000} Mo.")
    try:
        return model.model_validate_json(_sound(model, data, name))
    except ValidationError as error:
        count = error.error_count()
        if count > _COUNTLESS:
            _refuse(f"{name} compte {count} erreurs : est-ce le bon fichier ?")
        problems = french_problems(error.errors(include_url=False))
        if is_large(data):
            problems.append(_THE_REST_UNREAD)
        raise InputError(problems) from None


def _sound(model: type[Record], data: bytes, name: str) -> bytes:
    """Give the bytes of a JSON document once they are known to be sound."""
    document = read_document(data, name)
    if is_large(data):
        check_lists(model, document.value)
    return document.data


def _read(source: str) -> bytes:
    try:
        if source == STANDARD_INPUT:
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        _refuse(f"impossible de lire {_name(source)} : {system_reason(error)}.")
    except (ValueError, AttributeError):
        # A null character in the name, or a standard input that was closed from outside.
        _refuse(f"impossible de lire {_name(source)}.")


def _name(source: str) -> str:
    if source == STANDARD_INPUT:
        return "l'entrée standard"
    return f"le fichier « {printable(source, longest=200)} »"


def _refuse(message: str) -> NoReturn:
    raise InputError([Problem("", message)]) from None


def to_json(record: Record) -> str:
    """Write an instance, a plan or a report as JSON text ending with a line feed.

    Absent values are left out and keys stand in the contract's order. What fits on a line stays on
    one, so that a person finds a pupil, or a week's closure, at a glance.
    """
    return layout(record.model_dump(mode="json", exclude_none=True)) + "\n"


def layout(value: object, indent: int = 0) -> str:
    """Write a JSON value on one line where it fits, else one element per line."""
    line = json.dumps(value, ensure_ascii=False)
    if indent > 0 and indent + len(line) <= _LINE_WIDTH:
        return line
    inner = " " * (indent + 2)
    if isinstance(value, dict) and value:
        elements = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {layout(element, indent + 2)}"
            for key, element in value.items()
        ]
        return "{\n" + ",\n".join(elements) + "\n" + " " * indent + "}"
    if isinstance(value, list) and value:
        elements = [inner + layout(element, indent + 2) for element in value]
        return "[\n" + ",\n".join(elements) + "\n" + " " * indent + "]"
    return line


def write_atomically(path: str, text: str) -> None:
    """Write a text file in one piece: a failure leaves what was there, and nothing beside it.

    Keeps an existing file's permissions, follows a symbolic link to its target, and writes
    straight to what is no regular file, such as `/dev/stdout`. Raises InputError.
    """
    try:
        if is_standard_output(path):
            sys.stdout.write(text)
            sys.stdout.flush()
        elif _is_special(path):
            Path(path).write_text(text, encoding="utf-8")
        else:
            _replace(Path(path).resolve(), text)
    except (OSError, ValueError) as error:
        _refuse_to_write(path, error)


def check_writable(path: str, read: Iterable[str] = ()) -> None:
    """Make sure that `write_atomically` can write there, before hours are spent on what to write.

    `read` names the files that the answer is made from, as they were given to `read_instance` and
    `read_plan`: none of them may be lost. Raises InputError. Leaves nothing behind.
    """
    if any(_is_same_file(path, source) for source in read):
        _refuse(f"{_name(path)} est celui qui vient d'être lu : il ne sera pas remplacé.")
    try:
        if not _is_special(path):
            temporary = _temporary_beside(Path(path).resolve())
            temporary.touch(exist_ok=False)
            temporary.unlink()
    except (OSError, ValueError) as error:
        _refuse_to_write(path, error)


def _refuse_to_write(path: str, error: OSError | ValueError) -> NoReturn:
    reason = system_reason(error) if isinstance(error, OSError) else "son nom est illisible"
    if isinstance(error, FileNotFoundError):
        reason = "son dossier n'existe pas"
    name = printable(path, longest=200)
    _refuse(f"le fichier « {name} » ne peut pas être écrit : {reason}.")


def _is_special(path: str) -> bool:
    """Tell whether a path exists and is no regular file.

    Raises IsADirectoryError for a folder, PermissionError for what its owner protected: replacing
    a file asks for no right on the file itself.
    """
    try:
        mode = Path(path).stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "not writable")
    return not stat.S_ISREG(mode)


def _is_same_file(path: str, source: str) -> bool:
    """Tell whether a path leads to the regular file that was read, through whatever links."""
    try:
        target = Path(path).stat()
        origin = os.fstat(sys.stdin.fileno()) if source == STANDARD_INPUT else Path(source).stat()
    except (OSError, ValueError, AttributeError):
        # Nothing stands there yet, or standard input is closed or no file.
        return False
    return stat.S_ISREG(target.st_mode) and os.path.samestat(target, origin)


def is_standard_output(path: str) -> bool:
    """Tell whether a path is this process's standard output, which may be a regular file."""
    try:
        return os.path.samestat(Path(path).stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):
        return False


def _replace(target: Path, text: str) -> None:
    temporary = _temporary_beside(target)
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            if target.exists():
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _temporary_beside(target: Path) -> Path:
    return target.with_name(f".daeet-{secrets.token_hex(8)}.tmp")
