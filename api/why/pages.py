"""Pages: why a pupil is not hosted in a week, asking it, and trying what would help."""

from typing import Annotated, Any, Final, Literal

from fastapi import Path, Query
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.errors import NotFound, Refusal
from api.notices.schemas import PupilCode
from api.paging import Id
from api.planning import asking, wishes
from api.planning.schemas import AskExplanation, AskTry, Move
from api.planning.wishes import Wish
from api.preconditions import ChangedMeanwhile
from api.proposals import service as proposals
from api.proposals.in_the_way import in_the_way
from api.running import Here
from api.schemas import Week
from api.storage.work import Consulting
from api.web.forms import Sent, above, read
from api.web.names import names_of
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from api.why import service
from api.why.explanation import explanation_of
from api.why.remedies import remedies
from solver.instance import Record
from solver.rules import LEVEL_LABELS

pages = Pages("why")

_REFERENT: Final = only("referent")
CodeInPath = Annotated[PupilCode, Path()]
InQuery = Annotated[Week, Query(alias="semaine")]
Answered = Annotated[Id | None, Query(alias="recherche")]


class _About(Record):
    """The week that a form is about, and the answer and the remedy of it to try, if any."""

    week: Week
    job: Id | None = None
    remedy: int | None = None


class _Lift(Record):
    """A wish to be lifted: a week to keep, or one to avoid."""

    kind: Literal["move-pin", "lift-ban"]
    pupil: PupilCode
    week: Week


@pages.page("/pourquoi/{code}", _REFERENT)
def why_page(
    code: CodeInPath,
    week: InQuery,
    caller: SignedIn,
    here: Here,
    page: Page,
    job: Answered = None,
) -> Response:
    """Say why a pupil is not hosted in a week, at what price it could be, and what would help."""
    with here.storage.consult(caller.account) as work:
        return _show(work, page, code, week, job)


@pages.action("/pourquoi/{code}", _REFERENT)
def ask_why(code: CodeInPath, sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Ask why a pupil is not hosted in a week."""
    about = read(_About, {"week": sent.text("semaine")})
    try:
        with here.storage.write(caller.account) as work:
            job = asking.ask_explanation(work, caller, AskExplanation(week=about.week, pupil=code))
    except Refusal as refusal:
        with here.storage.consult(caller.account) as work:
            return _show(work, page, code, about.week, None, refusal)
    here.jobs.wake()
    return go(f"/recherches/{job.id}", suite=f"/pourquoi/{code}?semaine={about.week}")


@pages.action("/pourquoi/{code}/essai", _REFERENT)
def try_it(code: CodeInPath, sent: Sent, caller: SignedIn, here: Here) -> Response:
    """Look for the best plan that has a pupil in a week, as things are or with a remedy supposed.

    It is compared with the best plan as things are, as the explanation is: what both say agrees.
    """
    about = read(
        _About,
        {
            "week": sent.text("semaine"),
            "job": sent.text("recherche"),
            "remedy": sent.whole("remede"),
        },
    )
    with here.storage.write(caller.account) as work:
        what_if, proposal = None, None
        if about.job is not None and about.remedy is not None:
            search = service.asked(work, about.job, code, about.week)
            found = explanation_of(search.result)
            if found is None or not 0 <= about.remedy < len(found.repairs):
                raise NotFound
            what_if = found.repairs[about.remedy].what_if(search.instance.capacity)
        else:
            proposal = proposals.newest_to_adjust(work, about.week)
        move = Move(pupil=code, to=about.week, proposal=proposal)
        body = AskTry(week=about.week, move=move, what_if=what_if, from_best=True)
        job = asking.ask_try(work, caller, body)
    here.jobs.wake()
    return go(f"/recherches/{job.id}", suite=f"/semaines/{about.week}/propositions")


@pages.action("/pourquoi/{code}/souhait", _REFERENT)
def lift_wish(code: CodeInPath, sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """No longer keep somebody to a week, or out of it, as an explanation found would help."""
    about = read(_About, {"week": sent.text("semaine")})
    lift = read(_Lift, {name: sent.text(name) for name in ("kind", "pupil", "week")})
    try:
        with here.storage.write(caller.account) as work:
            held = service.held(work, lift.pupil).wish
            wishes.change(work, lift.pupil, _lifted(held, lift), sent.version())
    except ChangedMeanwhile as refusal:
        with here.storage.consult(caller.account) as work:
            return _show(work, page, code, about.week, None, refusal)
    return go(f"/pourquoi/{code}", "wish-lifted", semaine=about.week)


def _lifted(held: Any, lift: _Lift) -> Wish:
    content = dict(held)
    if lift.kind == "move-pin":
        content["pin"] = None
    else:
        content["bans"] = [week for week in content.get("bans", ()) if week != lift.week]
    return read(Wish, content)


def _show(
    work: Consulting,
    page: Showing,
    code: str,
    week: str,
    job: str | None,
    refusal: Refusal | None = None,
) -> Response:
    wanted = job or service.newest(work, code, week)
    search = service.asked(work, wanted, code, week) if wanted else None
    found = explanation_of(search.result) if search else None
    codes = proposals.codes_of(search) if search else ()
    names = names_of(work, [code, *codes])
    if code not in names:
        raise NotFound
    fresh = search is not None and not search.stale
    return page.show(
        "why/why.html",
        status=int(refusal.status) if refusal else 200,
        code=code,
        week=week,
        search=search,
        found=found if fresh else None,
        remedies=remedies(work, found) if found and fresh else (),
        in_the_way=in_the_way(work, search) if search else (),
        names=names,
        labels=LEVEL_LABELS,
        above=above(refusal) or refusal.problems if refusal else (),
    )
