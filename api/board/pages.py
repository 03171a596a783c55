"""Pages: the weeks side by side with who waits, and moving somebody from one to another."""

from typing import Annotated, Final

from fastapi import Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from api.access.caller import SignedIn
from api.access.roles import only
from api.board import moving
from api.board.schemas import MoveTrials
from api.board.service import SHOWN, board
from api.catalogue.schemas.fields import Week
from api.clock import paris_date
from api.notices.schemas import PupilCode
from api.planning import asking
from api.planning.schemas import AskTry, Move
from api.running import Here
from api.storage.work import Consulting
from api.web.forms import Sent, read
from api.web.french import dated, named
from api.web.names import names_of
from api.web.router import Pages
from api.web.showing import Page, go
from solver.weeks import week_from_number, week_number, week_of

pages = Pages("board")

_REFERENT: Final = only("referent")
WeekInPath = Annotated[Week, Path()]
CodeInPath = Annotated[PupilCode, Path()]


@pages.page("/semaines", _REFERENT)
def board_page(
    caller: SignedIn,
    here: Here,
    page: Page,
    first: Annotated[Week | None, Query(alias="depuis")] = None,
) -> HTMLResponse:
    """Show the weeks from one on, the present one if none is named, and who waits."""
    with here.storage.consult(caller.account) as work:
        present = _present(work)
        shown = board(work, caller, first or present, present)
    return page.show(
        "board/board.html",
        board=shown,
        present=present,
        before=_shifted(shown.first, -SHOWN),
        after=_shifted(shown.first, SHOWN),
    )


@pages.page("/semaines/deplacer/{code}", _REFERENT)
def move_page(code: CodeInPath, caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Say for each week to come whether somebody could be moved there, and what it would do."""
    with here.storage.consult(caller.account) as work:
        trials = moving.trials(work, code, _present(work))
        names = names_of(work, {code, *trials.codes})
    return page.show("board/move.html", code=code, trials=trials, names=names)


@pages.get("/semaines/essais/{code}", _REFERENT, described=False)
def move_trials(code: CodeInPath, caller: SignedIn, here: Here) -> MoveTrials:
    """Give the same for the script that moves cards, in the words that the page shows."""
    with here.storage.consult(caller.account) as work:
        today = paris_date(work.now)
        trials = moving.trials(work, code, _present(work))
        names = names_of(work, {code, *trials.codes})
    return moving.told(trials, lambda text: dated(named(text, names), today))


@pages.action("/semaines/{week}/deplacement", _REFERENT)
def move_action(week: WeekInPath, sent: Sent, caller: SignedIn, here: Here) -> RedirectResponse:
    """Look for the best plan that has somebody in a week; nothing is told before it is published."""
    move = read(Move, {"pupil": sent.text("eleve"), "to": week})
    with here.storage.write(caller.account) as work:
        about = moving.week_to_plan(work, move.pupil, week)
        job = asking.ask_try(work, caller, AskTry(week=about, move=move))
    here.jobs.wake()
    return go(f"/recherches/{job.id}", suite=f"/semaines/{about}/propositions")


def _present(work: Consulting) -> str:
    return week_of(paris_date(work.now))


def _shifted(week: str, by: int) -> str:
    return week_from_number(week_number(week) + by)
