"""Pages: who must not meet. For the référente alone: no collège ever learns that there is such a note."""

from typing import Annotated, Any, Final, NamedTuple

from fastapi import Path
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import conflicts, reading, teacher_conflicts
from api.catalogue.pupils import Known, named, to_choose_from
from api.catalogue.schemas.conflicts import ConflictSheet, TeacherConflictSheet
from api.catalogue.schemas.fields import EntryId
from api.catalogue.weeks_to_choose import weeks_to_come
from api.clock import paris_date
from api.errors import Invalid, Refusal
from api.notices.schemas import PupilCode
from api.preconditions import ChangedMeanwhile
from api.running import Here
from api.storage.work import Consulting, Writing
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.problems import Problem
from solver.weeks import week_of

pages = Pages("conflicts")

_REFERENT: Final = only("referent")
_HERE: Final = "/incompatibilites"
_PAIR: Final = _HERE + "/{one}/{other}"
_WITH_TEACHER: Final = _HERE + "/{pupil}/intervenant/{teacher}"
_TEACHER: Final = "intervenant:"
_FIELDS: Final = {"pupils[0]": "pupil", "pupils[1]": "other", "pupils": "other", "teacher": "other"}
"""Where the form has what the service names in its own way."""
Code = Annotated[PupilCode, Path()]
Teacher = Annotated[EntryId, Path()]


class Apart(NamedTuple):
    """One note as the page shows it: the pupil, the other pupil or whoever gives workshops, until when."""

    path: str
    pupil: Known
    other: Known | None
    teacher: str | None
    note: Any
    version: int
    over: bool


@pages.page(_HERE, _REFERENT)
def conflicts_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Show who must not meet, and let more be noted."""
    with here.storage.consult(caller.account) as work:
        return _shown(page, work)


@pages.action(_HERE, _REFERENT)
def add_conflict_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Note that a pupil must not meet another pupil, or somebody who gives workshops."""
    try:
        _check_chosen(sent)
        with here.storage.write(caller.account) as work:
            _add(work, sent)
    except Refusal as refusal:
        with here.storage.consult(caller.account) as work:
            return _shown(page, work, sent, refusal)
    return go(_HERE, "conflict-added")


@pages.action(f"{_PAIR}/fin", _REFERENT)
def end_conflict_page(
    one: Code, other: Code, sent: Sent, caller: SignedIn, here: Here, page: Page
) -> Response:
    """Change until when two pupils must not meet."""
    try:
        body = read(ConflictSheet, {"pupils": [one, other], "until": sent.text("until")})
        with here.storage.write(caller.account) as work:
            sent.version().check(conflicts.number(work, one, other))
            conflicts.add(work, body)
    except (Invalid, ChangedMeanwhile) as refusal:
        with here.storage.consult(caller.account) as work:
            return _shown(page, work, sent, refusal, about=_PAIR.format(one=one, other=other))
    return go(_HERE, "conflict-changed")


@pages.action(f"{_PAIR}/retrait", _REFERENT)
def remove_conflict_page(
    one: Code, other: Code, sent: Sent, caller: SignedIn, here: Here, page: Page
) -> Response:
    """Let two pupils meet again."""
    try:
        with here.storage.write(caller.account) as work:
            sent.version().check(conflicts.number(work, one, other))
            conflicts.remove(work, one, other)
    except ChangedMeanwhile as refusal:
        with here.storage.consult(caller.account) as work:
            return _shown(page, work, sent, refusal, about=_PAIR.format(one=one, other=other))
    return go(_HERE, "conflict-removed")


@pages.action(f"{_WITH_TEACHER}/fin", _REFERENT)
def end_teacher_conflict_page(
    pupil: Code, teacher: Teacher, sent: Sent, caller: SignedIn, here: Here, page: Page
) -> Response:
    """Change until when a pupil must not be in somebody's workshops."""
    content = {"pupil": pupil, "teacher": teacher, "until": sent.text("until")}
    try:
        body = read(TeacherConflictSheet, content)
        with here.storage.write(caller.account) as work:
            sent.version().check(teacher_conflicts.number(work, pupil, teacher))
            teacher_conflicts.add(work, body)
    except (Invalid, ChangedMeanwhile) as refusal:
        about = _WITH_TEACHER.format(pupil=pupil, teacher=teacher)
        with here.storage.consult(caller.account) as work:
            return _shown(page, work, sent, refusal, about=about)
    return go(_HERE, "conflict-changed")


@pages.action(f"{_WITH_TEACHER}/retrait", _REFERENT)
def remove_teacher_conflict_page(
    pupil: Code, teacher: Teacher, sent: Sent, caller: SignedIn, here: Here
) -> RedirectResponse:
    """Let a pupil come to somebody's workshops again."""
    with here.storage.write(caller.account) as work:
        sent.version().check(teacher_conflicts.number(work, pupil, teacher))
        teacher_conflicts.remove(work, pupil, teacher)
    return go(_HERE, "conflict-removed")


def _check_chosen(sent: Form) -> None:
    missing = {
        "pupil": "choisissez un élève.",
        "other": "choisissez qui il ne doit pas rencontrer.",
    }
    problems = [Problem(name, said) for name, said in missing.items() if not sent.text(name)]
    if problems:
        raise Invalid(problems=problems)


def _add(work: Writing, sent: Form) -> None:
    until = sent.text("until")
    if sent["other"].startswith(_TEACHER):
        teacher = sent["other"].removeprefix(_TEACHER)
        content = {"pupil": sent.text("pupil"), "teacher": teacher, "until": until}
        teacher_conflicts.add(work, read(TeacherConflictSheet, content))
    else:
        pair = [sent.text("pupil"), sent.text("other")]
        conflicts.add(work, read(ConflictSheet, {"pupils": pair, "until": until}))


def _shown(
    page: Showing,
    work: Consulting,
    sent: Form | None = None,
    refusal: Refusal | None = None,
    about: str | None = None,
) -> HTMLResponse:
    """Show the page; `about` is the note that a refusal is about, none where it is about a new one."""
    listed = _listed(work)
    errors = {_FIELDS.get(name, name): said for name, said in _errors(refusal).items()}
    return page.show(
        "catalogue/conflicts.html",
        status=int(refusal.status) if refusal else 200,
        current=[each for each in listed if not each.over],
        over=[each for each in listed if each.over],
        choices=to_choose_from(work),
        teachers=[(_TEACHER + each.id, each.name) for each in reading.teachers(work)],
        weeks=weeks_to_come(work, {each.note.until for each in listed if each.note.until}),
        sent=sent or Form((), {}),
        errors=errors,
        above=above(refusal) if refusal else (),
        about=about,
        meanwhile=isinstance(refusal, ChangedMeanwhile),
    )


def _errors(refusal: Refusal | None) -> dict[str, str]:
    return errors_of(refusal) if refusal else {}


def _listed(work: Consulting) -> list[Apart]:
    pairs, with_teachers = conflicts.every(work), teacher_conflicts.every(work)
    codes = {code for entry, _ in pairs for code in entry.pupils}
    known = named(work, codes | {entry.pupil for entry, _ in with_teachers})
    teachers = {each.id: each.name for each in reading.teachers(work)}
    this_week = week_of(paris_date(work.now))

    def is_over(until: str | None) -> bool:
        return until is not None and until < this_week

    listed = []
    for pair, version in pairs:
        one, other = sorted((known[code] for code in pair.pupils), key=lambda k: k.first_name or "")
        path = _PAIR.format(one=pair.pupils[0], other=pair.pupils[1])
        listed.append(Apart(path, one, other, None, pair, version, is_over(pair.until)))
    for note, version in with_teachers:
        path = _WITH_TEACHER.format(pupil=note.pupil, teacher=note.teacher)
        name = teachers.get(note.teacher, note.teacher)
        listed.append(
            Apart(path, known[note.pupil], None, name, note, version, is_over(note.until))
        )
    return sorted(listed, key=lambda each: each.note.at, reverse=True)
