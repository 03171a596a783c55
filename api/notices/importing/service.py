"""Trying and storing the notices of a file: all of them or none."""

import hashlib
from typing import Final

from api.access.caller import Caller
from api.notices import alike, service
from api.notices.importing.columns import HEADINGS
from api.notices.importing.parsing import Parsed, Read
from api.notices.importing.refusals import ImportRefused
from api.notices.importing.schemas import Imported, ImportedLine
from api.notices.importing.table import Wrong
from api.storage.work import Reading, Writing
from solver.problems import Problem

MOST_PROBLEMS: Final = 100


def try_out(work: Reading, caller: Caller, parsed: Parsed) -> Imported:
    """Say what would be stored; raises ImportRefused, CollegeInactive."""
    college = service.active_college(work, caller)
    _check(work, parsed)
    known = alike.open_notices(work, college)
    lines = tuple(
        ImportedLine(
            line=line.number,
            notice=line.notice,
            similar=known.get(alike.name_of(line.notice.pupil), ()),
            receipt=None,
        )
        for line in parsed.lines
    )
    return Imported(dry_run=True, count=len(lines), lines=lines)


def store(work: Writing, caller: Caller, key: str, parsed: Parsed) -> Imported:
    """Store every notice; the same key and notices again give the same receipts.

    Raises ImportRefused, CollegeInactive, KeyReused.
    """
    if parsed.wrong or not service.was_sent(work, caller, _key(key, 0)):
        _check(work, parsed)
    together = _digest(*(line.notice.model_dump_json() for line in parsed.lines))
    lines = tuple(
        ImportedLine(
            line=line.number,
            notice=line.notice,
            similar=(),
            receipt=service.submit(work, caller, _key(key, place), line.notice, together),
        )
        for place, line in enumerate(parsed.lines)
    )
    return Imported(dry_run=False, count=len(lines), lines=lines)


def _check(work: Reading, parsed: Parsed) -> None:
    wrong = [*parsed.wrong, *(each for line in parsed.lines for each in _wrong_with(work, line))]
    if wrong:
        raise _refused(wrong)


def _wrong_with(work: Reading, line: Read) -> list[Wrong]:
    return [
        Wrong(line.number, HEADINGS[problem.path.rpartition(".")[2]], problem.message)
        for problem in service.wrong_with(work, line.notice, line.notice.pupil)
    ]


def _refused(wrong: list[Wrong]) -> ImportRefused:
    first = sorted(wrong, key=lambda each: each.line)[:MOST_PROBLEMS]
    problems = [Problem(f"ligne {w.line}, {w.column}", w.message) for w in first]
    if len(wrong) == len(first):
        return ImportRefused(problems=problems)
    said = f"Rien n'a été enregistré. Voici les {MOST_PROBLEMS} premières erreurs sur {len(wrong)}."
    return ImportRefused(said, problems=problems)


def _key(key: str, place: int) -> str:
    """Give the key of one notice of a file, by its place among them."""
    return _digest("import", key, str(place))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
