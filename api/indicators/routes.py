"""Indicators: the référente and analysts read them."""

from typing import Annotated

from fastapi import Query

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue.schemas.fields import Week
from api.errors import Invalid
from api.exports.pseudonyms import Pseudonyms
from api.http.router import Router
from api.indicators import service
from api.indicators.schemas import Indicators
from api.indicators.view import Outside, View
from api.running import Here

router = Router("indicators")


@router.get("/api/indicators", only("referent", "analyst"), refusals=[Invalid])
def show_indicators(
    first: Annotated[Week, Query(alias="from")],
    last: Annotated[Week, Query(alias="to", description="At most 120 weeks in all.")],
    caller: SignedIn,
    here: Here,
    outside: Annotated[
        bool, Query(description="As outsiders see them: for the référente; analysts always do.")
    ] = False,
) -> Indicators:
    """Give the figures of a period: who was hosted, after which wait, by whose workshops.

    Outsiders see no small count, no name, and pseudonyms that stay the same.
    """
    seen_from_outside = outside or caller.role != "referent"
    safe = Outside(here.settings.small_count, Pseudonyms(here.storage.key))
    with here.storage.consult(caller.account) as work:
        return service.indicators(work, View(safe if seen_from_outside else None), first, last)
