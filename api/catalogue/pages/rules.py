"""Pages: what counts and in which order, with what it would change shown before it is stored."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Query
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import policy
from api.catalogue.rule_texts import IN_SHORT, SIZES, WEIGHTS, WORDING
from api.catalogue.schemas.policy import PolicyEntry
from api.errors import Refusal
from api.notices.motives import MOTIVE_LABELS
from api.paging import Id
from api.planning import preview
from api.preconditions import ChangedMeanwhile
from api.running import Here
from api.storage.work import Reading
from api.web.forms import VERSION, Form, Sent, above, errors_of, read
from api.web.french import codes_in
from api.web.names import names_of
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.charter import ORDER_TEXTS
from solver.rules import LEVEL_LABELS, LEVELS, NAMED_ORDERS, ORDER_LABELS, Level

pages = Pages("rules")

_REFERENT: Final = only("referent")
_HERE: Final = "/regles"
_PREVIEW: Final = f"{_HERE}/apercu"
_WEIGHT: Final = "motive_weights."
_LIMIT: Final = "motive_limits."
_STEPS: Final = {"monter": -1, "descendre": 1}
_NUMBERS: Final = tuple(each.name for each in (*SIZES, *WEIGHTS))


@pages.page(_HERE, _REFERENT)
def rules_page(
    here: Here,
    page: Page,
    essai: Annotated[Id | None, Query()] = None,
    version: Annotated[str, Query(max_length=9)] = "",
) -> HTMLResponse:
    """Show the rules, or those of a trial, to be changed."""
    with here.storage.read() as work:
        if essai is None:
            return _shown(page, work, _typed(policy.one(work).entry))
        draft = preview.policy_of(work, essai)
        return _shown(page, work, _typed(draft), version=version)


@pages.action(f"{_HERE}/brouillon", _REFERENT)
def rearrange_page(sent: Sent, here: Here, page: Page) -> HTMLResponse:
    """Show the form with its levels in another order; nothing is stored."""
    with here.storage.read() as work:
        typed = {**_kept(sent), "order": _moved(sent)}
        return _shown(page, work, typed, version=sent[VERSION], moved=sent["deplacer"])


@pages.action(_PREVIEW, _REFERENT)
def ask_preview_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Have computed what the rules of the form would change; nothing is stored."""
    try:
        body = read(PolicyEntry, _asked(sent))
        with here.storage.write(caller.account) as work:
            sent.version().check(policy.number(work))
            asked = preview.ask(work, caller, body)
    except Refusal as refusal:
        return _refused(here, page, sent, refusal)
    here.jobs.wake()
    following = urlencode(
        {"maintenant": asked.now.id, "nouvelles": asked.then.id, "version": sent[VERSION]}
    )
    return go(f"/recherches/{asked.then.id}", suite=f"{_PREVIEW}?{following}")


@pages.page(_PREVIEW, _REFERENT)
def preview_page(
    caller: SignedIn,
    here: Here,
    page: Page,
    maintenant: Annotated[Id, Query()],
    nouvelles: Annotated[Id, Query()],
    version: Annotated[str, Query(max_length=9)] = "",
) -> Response:
    """Show what other rules would change for the week to come, and let them be stored."""
    with here.storage.consult(caller.account) as work:
        for job in (maintenant, nouvelles):
            if not preview.has_ended(work, job):
                return go(f"/recherches/{job}", suite=page.here(without="recherche"))
        found = preview.preview(work, maintenant, nouvelles)
        named = {*found.coming, *found.staying, *found.leaving}
        names = names_of(work, named | codes_in((*found.words.strengths, *found.words.costs)))
    return page.show(
        "catalogue/rules_preview.html",
        found=found,
        names=names,
        fields=_fields(_typed(found.policy)),
        version=version,
        back=f"{_HERE}?{urlencode({'essai': nouvelles, 'version': version})}",
        labels=LEVEL_LABELS,
    )


@pages.action(_HERE, _REFERENT)
def change_rules_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Store the rules."""
    try:
        body = read(PolicyEntry, _asked(sent))
        with here.storage.write(caller.account) as work:
            sent.version().check(policy.number(work))
            policy.put(work, body)
    except Refusal as refusal:
        return _refused(here, page, sent, refusal)
    return go(_HERE, "policy-changed")


def _refused(here: Here, page: Showing, sent: Form, refusal: Refusal) -> HTMLResponse:
    with here.storage.read() as work:
        return _shown(page, work, _kept(sent), refusal, version=sent[VERSION])


def _asked(sent: Form) -> dict[str, Any]:
    """Read the form; no weight and no limit for a motive are the same as none named."""
    weights = {motive: sent.whole(_WEIGHT + motive) for motive in MOTIVE_LABELS}
    limits = {motive: sent.whole(_LIMIT + motive) for motive in MOTIVE_LABELS}
    return {
        "order": _order(sent),
        "motive_weights": {motive: weight for motive, weight in weights.items() if weight != 0},
        "motive_limits": limits,
        **{name: sent.whole(name) for name in _NUMBERS},
    }


def _order(sent: Form) -> list[str]:
    return sent.several("order")


def _moved(sent: Form) -> list[str]:
    """Give the order after a button was pressed: a named one, or one level up or down."""
    name, order = sent["ordre"], _sound_order(sent)
    for each, levels in NAMED_ORDERS.items():
        if each == name:
            return list(levels)
    step, _, level = sent["deplacer"].partition(":")
    if step in _STEPS and level in order:
        place = order.index(level)
        to = min(max(place + _STEPS[step], 0), len(order) - 1)
        order.insert(to, order.pop(place))
    return order


def _typed(entry: PolicyEntry) -> dict[str, Any]:
    """Write rules as the form has them."""
    return {
        "order": list(entry.order),
        **{_WEIGHT + motive: value for motive, value in entry.motive_weights.items()},
        **{_LIMIT + motive: value for motive, value in entry.motive_limits.items()},
        **{name: getattr(entry, name) for name in _NUMBERS},
    }


def _kept(sent: Form) -> dict[str, Any]:
    """Keep what was typed."""
    return {**sent, "order": _sound_order(sent)}


def _sound_order(sent: Form) -> list[str]:
    """Give the order that was sent; the usual one where it lacks a level or has another."""
    order = _order(sent)
    return order if sorted(order) == sorted(LEVELS) else list(LEVELS)


def _fields(typed: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """List the fields of a form that is sent as it is."""
    order = [("order", level) for level in typed["order"]]
    return [*order, *((name, value) for name, value in typed.items() if name != "order")]


def _shown(
    page: Showing,
    work: Reading,
    typed: Mapping[str, Any],
    refusal: Refusal | None = None,
    *,
    version: str = "",
    moved: str = "",
) -> HTMLResponse:
    history = policy.history(work)
    number = policy.number(work)
    changed = isinstance(refusal, ChangedMeanwhile)
    order: list[Level] = typed["order"]
    return page.show(
        "catalogue/rules.html",
        status=int(refusal.status) if refusal else 200,
        typed=typed,
        # What was refused for being old is sent again on what is true now, knowingly.
        version=number if changed or not version else version,
        order=order,
        named=next((name for name, levels in NAMED_ORDERS.items() if list(levels) == order), None),
        orders=[(name, label, ORDER_TEXTS[name]) for name, label in ORDER_LABELS.items()],
        labels=LEVEL_LABELS,
        in_short=IN_SHORT,
        sizes=SIZES,
        weights=WEIGHTS,
        moved=moved,
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
        meanwhile=WORDING.since(history, version) if changed else (),
        history=WORDING.lines(history),
    )
