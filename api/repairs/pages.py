"""Pages: what happened this Monday, the repaired week beside the present one, and publishing it."""

from typing import Annotated, Final

from fastapi import Path, Query
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.catalogue.schemas.fields import Week
from api.errors import Invalid, Refusal
from api.jobs import service as jobs
from api.jobs.states import ENDED
from api.notices import service as notices
from api.notices.reasons import REASONS
from api.notices.schemas import Which
from api.paging import LONGEST_PAGE, Id, Wanted
from api.planning import asking
from api.planning import service as planning
from api.planning.refusals import PublishedMeanwhile, StaleProposal
from api.planning.schemas import Acceptance, AskRepair
from api.repairs.service import Repair, contacts, repair, session_key
from api.running import Here, Running
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.french import named
from api.web.names import names_of
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from api.weeks.detail import coming, standing
from api.weeks.sheet import sheet
from solver.problems import Problem

pages = Pages("repairs")

_REFERENT: Final = only("referent")
_ALL: Final = Wanted(after=None, limit=LONGEST_PAGE)
_NOTHING: Final = "cochez au moins une personne, ou choisissez deux élèves à séparer."
_HALF_A_PAIR: Final = "choisissez les deux élèves qui ne doivent plus se rencontrer."
WHY_LOST: Final = tuple(
    (code, reason.label) for code, reason in REASONS.items() if "deferral" in reason.kinds
)
InPath = Annotated[Week, Path()]


@pages.page("/semaines/{week}/reparation", _REFERENT)
def repair_page(
    week: InPath,
    caller: SignedIn,
    here: Here,
    page: Page,
    job: Annotated[Id | None, Query(alias="recherche")] = None,
    absent: str = "",
) -> Response:
    """Ask what happened or, once the search is done, show the repaired week beside the present one."""
    if job is None:
        return _form(page, here, caller, week, Form([("absent", absent)], {}))
    with here.storage.read() as work:
        found = jobs.show(work, job)
    if found.state not in ENDED:
        return go(f"/recherches/{job}", suite=f"/semaines/{week}/reparation")
    return _repair(page, here, caller, week, job)


@pages.action("/semaines/{week}/reparation", _REFERENT)
def ask_repair_page(week: InPath, sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Look for the repair with the fewest changes; nothing is told before it is published."""
    try:
        body = _asked(week, sent)
        with here.storage.write(caller.account) as work:
            job = asking.ask_repair(work, caller, body)
    except Refusal as refusal:
        return _form(page, here, caller, week, sent, refusal)
    here.jobs.wake()
    return go(f"/recherches/{job.id}", suite=f"/semaines/{week}/reparation")


@pages.action("/semaines/{week}/reparation/publication", _REFERENT)
def publish_repair_page(
    week: InPath, sent: Sent, caller: SignedIn, here: Here, page: Page
) -> Response:
    """Publish a repair; what happened becomes true with it."""
    proposal, job = sent["proposition"], sent["recherche"]
    reasons = {
        name.removeprefix("reasons."): value
        for name, value in sent.items()
        if name.startswith("reasons.") and value
    }
    try:
        body = read(Acceptance, {"reasons": reasons})
        with here.storage.write(caller.account) as work:
            planning.accept(work, caller, proposal, body)
    except Refusal as refusal:
        return _repair(page, here, caller, week, job, refusal, reasons)
    return go(f"/semaines/{week}", "week-repaired")


def _asked(week: str, sent: Form) -> AskRepair:
    """Read what happened; raises Invalid where nothing did, or half a pair is named."""
    pair = [code for code in (sent.text("one"), sent.text("other")) if code]
    absent, away = sent.several("absent"), sent.several("away")
    if len(pair) == 1 or (len(pair) == 2 and pair[0] == pair[1]):
        raise Invalid(problems=[Problem("other", _HALF_A_PAIR)])
    if not (pair or absent or away):
        raise Invalid(problems=[Problem("absent", _NOTHING)])
    apart = [{"one": pair[0], "other": pair[1]}] if pair else []
    return read(AskRepair, {"week": week, "absent": absent, "away": away, "apart": apart})


def _form(
    page: Showing,
    here: Running,
    caller: Caller,
    week: str,
    sent: Form,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    """Show what may be said to have happened in a week, with what was ticked and what was wrong with it."""
    with here.storage.consult(caller.account) as work:
        shown = sheet(work, week)
        files = notices.notices(work, caller, _ALL, Which(week=week)).items
    pupils = [each for group in coming(shown, files).values() for each in group]
    # A dict keeps the order of the week, and each practitioner once.
    teachers = {session.teacher: session.teacher_name for session in shown.sessions}
    return page.show(
        "repairs/form.html",
        status=int(refusal.status) if refusal else 200,
        week=week,
        sheet=shown,
        standing=standing(week, page.today()),
        pupils=pupils,
        teachers=tuple(teachers.items()),
        absent=sent.several("absent"),
        away=sent.several("away"),
        pair=(sent["one"], sent["other"]),
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
    )


def _repair(
    page: Showing,
    here: Running,
    caller: Caller,
    week: str,
    job: str,
    refusal: Refusal | None = None,
    reasons: dict[str, str] | None = None,
) -> HTMLResponse:
    """Show a repair, or why there is none."""
    with here.storage.consult(caller.account) as work:
        search = jobs.show(work, job)
        found = repair(work, job, week)
        result = search.result or {}
        why = [reason["message"] for reason in result.get("plan", result).get("reasons", ())]
        codes = (
            found.codes if found else {s for r in result.get("reasons", ()) for s in r["subjects"]}
        )
        names = names_of(work, codes | _codes(refusal))
        called = contacts(work, found.calls) if found else {}
    status = int(refusal.status) if refusal else 200
    if found is None:
        return page.show(
            "repairs/none.html", status=status, week=week, search=search, why=why, names=names
        )
    return page.show(
        "repairs/repair.html",
        status=status,
        week=week,
        job=job,
        repair=found,
        over=standing(week, page.today()) == "over",
        names=names,
        contacts=called,
        reasons=reasons or {},
        why_lost=WHY_LOST,
        errors=_errors(refusal, names),
        changed=_changed(refusal, found),
        refused=refusal if refusal and not isinstance(refusal, Invalid) else None,
        gone=_only_in(found, before=True),
        new=_only_in(found, before=False),
    )


def _codes(refusal: Refusal | None) -> set[str]:
    return {each.path for each in refusal.problems} if refusal else set()


def _errors(refusal: Refusal | None, names: dict[str, str]) -> dict[str, str]:
    """Give what is wrong with the reasons, each beside its pupil."""
    if not isinstance(refusal, Invalid):
        return {}
    return {path: named(message, names) for path, message in errors_of(refusal).items()}


def _changed(refusal: Refusal | None, found: Repair) -> tuple[str, ...]:
    """Say what is no longer as it was when the repair was looked for."""
    if isinstance(refusal, PublishedMeanwhile | StaleProposal):
        return tuple(each.message for each in refusal.problems)
    return tuple(each.message for each in found.proposal.changed)


def _only_in(found: Repair, *, before: bool) -> frozenset[tuple[int, str, str, str]]:
    """Name the sessions that only the present week has, or only the repaired one."""
    had = {session_key(session) for session in found.before.sessions}
    has = {session_key(session) for session in found.after.sessions}
    return frozenset(had - has if before else has - had)
