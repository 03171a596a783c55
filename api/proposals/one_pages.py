"""Pages: a proposal in full, adjusted, published."""

from typing import Annotated, Final

from fastapi import Path, Query
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import reading
from api.clock import paris_date
from api.errors import Refusal
from api.notices.reasons import deferral_reasons
from api.notices.schemas import PupilCode
from api.paging import Id
from api.planning import asking
from api.planning import service as planning
from api.planning.refusals import PublishedMeanwhile, StaleProposal
from api.planning.schemas import Acceptance, AskTry, Move
from api.proposals import service
from api.proposals.adjusting import tries
from api.proposals.reading import Read, proof
from api.proposals.settings import supposed, teacher_names
from api.running import Here
from api.storage.work import Consulting
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.names import names_of
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.weeks import week_of

pages = Pages("one-proposal")

_REFERENT: Final = only("referent")
InPath = Annotated[Id, Path()]


@pages.page("/propositions/{id}", _REFERENT)
def proposal_page(id: InPath, caller: SignedIn, here: Here, page: Page) -> HTMLResponse:  # noqa: A002
    """Show a proposal in full, with what publishing it would tell whom."""
    with here.storage.consult(caller.account) as work:
        return _show(work, page, id)


@pages.page("/propositions/{id}/ajustement", _REFERENT)
def adjust_page(
    id: InPath,  # noqa: A002
    code: Annotated[PupilCode, Query(alias="eleve")],
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Say for each week whether a pupil could be moved there, what breaks and what it changes."""
    with here.storage.consult(caller.account) as work:
        one = service.one(work, id)
        return page.show(
            "proposals/adjust.html",
            one=one,
            tries=tries(one, code),
            names=names_of(work, service.codes_of(one.search)),
        )


@pages.action("/propositions/{id}/ajustement", _REFERENT)
def adjust_action(id: InPath, sent: Sent, caller: SignedIn, here: Here) -> Response:  # noqa: A002
    """Look for the best plan that holds a move and those made before it; nothing is told to anybody."""
    move = read(Move, {"pupil": sent.text("eleve"), "to": sent.text("semaine"), "proposal": id})
    with here.storage.write(caller.account) as work:
        proposal = planning.proposal(work, id)
        body = AskTry(week=proposal.week, move=move, what_if=proposal.what_if)
        job = asking.ask_try(work, caller, body)
    here.jobs.wake()
    return go(f"/recherches/{job.id}", suite=f"/semaines/{proposal.week}/propositions")


@pages.action("/propositions/{id}/publication", _REFERENT)
def publish_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Publish the week of a proposal; where that is refused, show why beside what was typed."""
    try:
        body = read(Acceptance, {"reasons": _reasons(sent)})
        with here.storage.write(caller.account) as work:
            published = planning.accept(work, caller, id, body)
    except Refusal as refusal:
        with here.storage.consult(caller.account) as work:
            return _show(work, page, id, refusal, sent)
    return go(f"/semaines/{published.week}", "week-published")


_REASON: Final = "reasons."


def _reasons(sent: Form) -> dict[str, str]:
    """Read why each pupil loses a week; an empty choice is none."""
    return {
        name.removeprefix(_REASON): sent[name]
        for name in sent
        if name.startswith(_REASON) and sent[name]
    }


def _show(
    work: Consulting,
    page: Showing,
    wanted: str,
    refusal: Refusal | None = None,
    sent: Form | None = None,
) -> HTMLResponse:
    one = service.one(work, wanted)
    read_ = Read(one.search.instance, one.proposal, reading.timetable(work).hours)
    first = Read(one.search.instance, one.search.proposals[0], ())
    what_if = one.proposal.what_if
    codes = [*service.codes_of(one.search), *(shift.pupil for shift in one.shifts)]
    # What changed meanwhile is said once, whether it was found before or on publishing.
    meanwhile = isinstance(refusal, PublishedMeanwhile | StaleProposal)
    shown = None if meanwhile else refusal
    return page.show(
        "proposals/one.html",
        status=int(refusal.status) if refusal else 200,
        one=one,
        read=read_,
        proof=proof(read_, read_ if one.proposal.number == 1 else first),
        over=one.proposal.week < week_of(paris_date(work.now)),
        supposed=tuple(supposed(what_if, teacher_names(work))) if what_if else (),
        names=names_of(work, codes),
        reasons=deferral_reasons(),
        sent=sent or Form((), {}),
        errors=errors_of(shown) if shown else {},
        above=above(shown) if shown else (),
        refused=refusal.code if refusal else None,
    )
