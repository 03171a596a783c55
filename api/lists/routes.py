"""The fixed lists, for whoever fills in a form."""

from api.access.caller import SignedIn
from api.access.roles import SIGNED_IN
from api.http.router import Router
from api.lists.schemas import Motive, Reason
from api.notices.motives import MOTIVE_LABELS
from api.notices.reasons import REASONS
from api.paging import Page

router = Router("lists")


@router.get("/api/motives", SIGNED_IN)
def list_motives() -> Page[Motive]:
    """List the motives of an exclusion, all on one page."""
    motives = (Motive(code=code, label=label) for code, label in MOTIVE_LABELS.items())
    return Page(items=tuple(motives))


@router.get("/api/reasons", SIGNED_IN)
def list_reasons(caller: SignedIn) -> Page[Reason]:
    """List the reasons of decisions, all on one page; those of the référente alone only to her."""
    reasons = (
        Reason(code=code, label=reason.label, kinds=tuple(sorted(reason.kinds)))
        for code, reason in REASONS.items()
        if caller.role == "referent" or reason.seen_as is None
    )
    return Page(items=tuple(reasons))
