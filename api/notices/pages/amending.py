"""The form that amends a notice, for its collège and for the référente."""

from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import Caller
from api.errors import Refusal
from api.notices import choices, form, service
from api.preconditions import ChangedMeanwhile
from api.running import Running
from api.web.forms import Form, above, errors_of
from api.web.showing import Showing, go


def show_form(
    page: Showing,
    here: Running,
    caller: Caller,
    wanted: str,
    back: str,
    sent: Form | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    """Show the form, with what was typed where it was refused.

    Where somebody else changed the notice meanwhile, what is stored stands beside what was typed, which may then take
    its place. Raises NotFound.
    """
    with here.storage.consult(caller.account) as work:
        notice = service.notice(work, caller, wanted)
        present = form.written(notice)
        values = form.typed(sent) if sent else present
        chosen = (notice.earliest, notice.latest, values["earliest"], values["latest"])
        weeks = choices.open_weeks(work, chosen)
    meanwhile = isinstance(refusal, ChangedMeanwhile)
    return page.show(
        "notices/amend.html",
        status=int(refusal.status) if refusal else 200,
        form=form,
        notice=notice,
        back=back,
        changeable=service.amendable(caller, notice.state),
        version=sent["version"] if sent and not meanwhile else notice.version,
        meanwhile=meanwhile,
        present=form.differences(values, present) if meanwhile else (),
        values=values,
        weeks=weeks,
        errors=errors_of(refusal) if refusal else {},
        above=() if meanwhile or refusal is None else above(refusal),
    )


def amended(
    page: Showing, here: Running, caller: Caller, wanted: str, back: str, sent: Form
) -> Response:
    """Amend a notice on the version that was looked at; a refusal shows the form again. Raises NotFound."""
    try:
        body = form.notice_of(sent)
        with here.storage.write(caller.account) as work:
            sent.version().check(service.version(work, caller, wanted))
            service.amend(work, caller, wanted, body)
    except Refusal as refusal:
        return show_form(page, here, caller, wanted, back, sent, refusal)
    return go(back, "notice-amended")
