"""Pages: who must not meet. For the référente alone: no collège ever learns that there is such a note."""

from typing import Annotated, Final

from fastapi import Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import apart, conflicts, reading, teacher_conflicts
from api.catalogue.pupils import to_choose_from
from api.catalogue.schemas.conflicts import ConflictSheet, TeacherConflictSheet
from api.catalogue.schemas.fields import EntryId
from api.catalogue.weeks_to_choose import weeks_to_come
from api.errors import Invalid, Refusal
from api.notices.schemas import PupilCode
from api.preconditions import ChangedMeanwhile
from api.running import Here
from api.storage.work import Consulting, Writing
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.problems import Problem

pages = Pages("conflicts")

_REFERENT: Final = only("referent")
_HERE: Final = apart.HERE
_PAIR: Final = apart.PAIR
_WITH_TEACHER: Final = apart.WITH_TEACHER
_TEACHER: Final = "intervenant:"
_FIELDS: Final = {"pupils[0]": "pupil", "pupils[1]": "other", "pupils": "other", "teacher": "other"}
"""Where the form has what the service names in its own way."""
Code = Annotated[PupilCode, Path()]
Teacher = Annotated[EntryId, Path()]


@pages.page(_HERE, _REFERENT)
def conflicts_page(
    caller: SignedIn,
    here: Here,
    page: Page,
    leaf: Annotated[int, Query(alias="feuille", ge=1, le=10_000)] = 1,
    pupil: Annotated[PupilCode | None, Query(alias="eleve")] = None,
) -> HTMLResponse:
    """Show who must not meet, all or with one pupil, and let more be noted."""
    with here.storage.consult(caller.account) as work:
        return _shown(page, work, leaf=leaf, pupil=pupil)


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
            about = _PAIR.format(one=one, other=other)
            return _shown(page, work, sent, refusal, about, pupil=one)
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
            about = _PAIR.format(one=one, other=other)
            return _shown(page, work, sent, refusal, about, pupil=one)
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
            return _shown(page, work, sent, refusal, about, pupil=pupil)
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
    leaf: int = 1,
    pupil: str | None = None,
) -> HTMLResponse:
    """Show the page; `about` is the note that a refusal is about, none where it is about a new one."""
    listed = apart.leaf(work, leaf, pupil)
    errors = {_FIELDS.get(name, name): said for name, said in _errors(refusal).items()}
    return page.show(
        "catalogue/conflicts.html",
        status=int(refusal.status) if refusal else 200,
        listed=listed,
        choices=to_choose_from(work),
        teachers=[(_TEACHER + each.id, each.name) for each in reading.teachers(work)],
        weeks=weeks_to_come(work, {each.note.until for each in listed.notes if each.note.until}),
        sent=sent or Form((), {}),
        errors=errors,
        above=above(refusal) if refusal else (),
        about=about,
        meanwhile=isinstance(refusal, ChangedMeanwhile),
    )


def _errors(refusal: Refusal | None) -> dict[str, str]:
    return errors_of(refusal) if refusal else {}
