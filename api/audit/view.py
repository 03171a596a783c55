"""The audit trail as people read it: who, when, did what, on which file; acts of one moment together."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final, NamedTuple

from sqlalchemy import select

from api.access.roles import ROLE_LABELS
from api.audit.schemas import Entry
from api.audit.sentences import EXPORTS, Act, SubjectKind, act_of
from api.catalogue.reading import TEACHERS, WORKSHOPS
from api.storage import tables
from api.storage.work import COMMAND_LINE, SERVICE, Consulting, Reading
from api.web.french import day, week, who
from solver.french import VOWELS, plural

_ACTORS: Final = {COMMAND_LINE: "La ligne de commande", SERVICE: "Le service"}
_GONE: Final = "un élève dont le dossier est effacé"
_SHOWN: Final = 3
"""How many pupils of one act are named in its sentence; more are counted, and listed beside it."""


class Subject(NamedTuple):
    """A pupil that an act is about: the id that filters the trail, and the name."""

    id: str
    name: str


class Line(NamedTuple):
    """One act, or the same act on several files in one moment."""

    sequence: int
    at: datetime
    actor: str
    login: str
    said: str
    pupils: tuple[Subject, ...]


class Somebody(NamedTuple):
    """An account to filter by."""

    login: str
    label: str


def accounts(work: Reading) -> list[Somebody]:
    """List those whose acts the trail may tell of, by role and login; the program itself among them."""
    rows = work.session.scalars(select(tables.Account).order_by(tables.Account.login)).all()
    people = [Somebody(row.login, _label(row.login, row.role)) for row in rows]
    return [*people, *(Somebody(login, label) for login, label in _ACTORS.items())]


def pupils_called(work: Reading, name: str) -> list[str]:
    """Find the ids of the pupils of a first name, with or without the initial, or of a code."""
    first, _, initial = name.strip().partition(" ")
    wanted = initial.strip(" .").upper()
    pupils = work.session.scalars(select(tables.Pupil).order_by(tables.Pupil.id))
    return [
        row.id
        for row in pupils
        # Compared here: databases know little of the capitals of letters with accents.
        if row.code == name.strip()
        or (row.first_name.casefold() == first.casefold() and wanted in {"", row.initial})
    ]


def lines(work: Consulting, entries: Sequence[Entry]) -> tuple[Line, ...]:
    """Say each act in French; each pupil's name that this shows goes to the audit trail itself."""
    words = _Words(work, entries)
    # What one transaction recorded has one moment: reading a list of forty names is one act.
    runs = groupby(entries, key=lambda each: (each.at, each.actor, each.action))
    return tuple(_line(words, list(run)) for _, run in runs)


def _line(words: "_Words", run: Sequence[Entry]) -> Line:
    first = run[0]
    act = act_of(first.action)
    pupils = tuple(words.pupils(run, act))
    return Line(
        sequence=first.sequence,
        at=first.at,
        actor=words.actor(first.actor),
        login=first.actor,
        said=words.said(act, run, pupils),
        pupils=pupils,
    )


class _Words:
    """The names of everything that some entries are about, each kind read once."""

    def __init__(self, work: Consulting, entries: Sequence[Entry]) -> None:
        self._roles = _roles(work, {each.actor for each in entries})
        ids = {each.subject for each in entries if each.subject}
        self._pupils = _pupils(work, ids)
        self._names: dict[SubjectKind, dict[str, str]] = {
            "teacher": {row.key: TEACHERS.read(row).name for row in TEACHERS.rows(work)},
            "workshop": {row.key: WORKSHOPS.read(row).name for row in WORKSHOPS.rows(work)},
            "college": {row.id: row.name for row in work.session.scalars(select(tables.College))},
            "account": {row.id: row.login for row in work.session.scalars(select(tables.Account))},
            "export": EXPORTS,
        }

    def actor(self, login: str) -> str:
        """Say who acted, by role first."""
        return _ACTORS.get(login) or _label(login, self._roles.get(login))

    def pupils(self, run: Iterable[Entry], act: Act) -> Iterator[Subject]:
        """Name the pupils that acts are about."""
        for entry in run:
            if entry.subject and (act.about == "pupil" or entry.subject in self._pupils):
                yield Subject(entry.subject, self._pupils.get(entry.subject, _GONE))

    def said(self, act: Act, run: Sequence[Entry], pupils: Sequence[Subject]) -> str:
        """Fill the sentence in."""
        if len(run) > 1 and pupils:
            return _with(act.several or act.said, _some(pupils))
        if pupils:
            said = act.said if act.about == "pupil" else act.several or act.said
            return _with(said, pupils[0].name)
        return _with(act.said, self._subject(act.about, run[0].subject or ""))

    def _subject(self, about: SubjectKind, subject: str) -> str:
        if about in {"week", "period"} or (about == "export" and "-W" in subject):
            return _moment(subject)
        return self._names.get(about, {}).get(subject, subject)


def _with(said: str, subject: str) -> str:
    """Put a subject into a sentence: `de Camille B.`, `d'Abel I.`."""
    if subject[:1].lower() in VOWELS:
        said = said.replace("de {}", "d'{}").replace("que {}", "qu'{}")
    return said.format(subject)


def _some(pupils: Sequence[Subject]) -> str:
    names = list(dict.fromkeys(each.name for each in pupils))
    if len(names) > _SHOWN:
        return plural(len(names), "élève")
    return f"{', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else names[0]


def _moment(text: str) -> str:
    return f"la {week(text)}" if "W" in text else f"le {day(text)}"


def _label(login: str, role: str | None) -> str:
    labels = dict[str, str](ROLE_LABELS.items())
    return f"{labels[role].capitalize()} ({login})" if role in labels else login


def _roles(work: Reading, logins: set[str]) -> dict[str, str]:
    rows = select(tables.Account.login, tables.Account.role).where(tables.Account.login.in_(logins))
    return {row.login: row.role for row in work.session.execute(rows)}


def _pupils(work: Consulting, ids: set[str]) -> dict[str, str]:
    rows = work.session.scalars(select(tables.Pupil).where(tables.Pupil.id.in_(ids))).all()
    for row in sorted(rows, key=lambda each: each.id):
        work.record("name.read", row.id)
    return {row.id: who(row) for row in rows}
