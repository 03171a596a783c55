"""What is kept of a job that is done: the plans it gave become proposals, in the transaction that ends it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from api.jobs.runner import WhenDone
from api.jobs.states import JobKind
from api.storage import tables
from api.storage.work import Writing

FOUND: Final = frozenset({"optimal", "feasible"})
REPAIR: Final = "La semaine réparée"
ADJUSTED: Final = "La proposition ajustée"


class _Offer(NamedTuple):
    name: str
    plan: Mapping[str, Any]
    about: Mapping[str, Any]


def _proposed(result: Mapping[str, Any]) -> Iterator[_Offer]:
    for each in result["proposals"]:
        yield _Offer(each["name"], each["plan"], _without_plan(each))


def _repaired(result: Mapping[str, Any]) -> Iterator[_Offer]:
    if result.get("plan", {}).get("status") in FOUND:
        yield _Offer(REPAIR, result["plan"], _without_plan(result))


def _adjusted(result: Mapping[str, Any]) -> Iterator[_Offer]:
    completion = result.get("completion") or {}
    if completion.get("plan", {}).get("status") in FOUND:
        about = {**result, "completion": _without_plan(completion)}
        yield _Offer(ADJUSTED, completion["plan"], about)


_OFFERS: Final[dict[JobKind, Callable[[Mapping[str, Any]], Iterator[_Offer]]]] = {
    "propose": _proposed,
    "replan": _repaired,
    "try": _adjusted,
}


def keep(work: Writing, job: tables.Job, result: dict[str, Any]) -> None:
    """Store the plans of a job as proposals for the week it was asked for."""
    asked = work.session.get(tables.Asked, job.id)
    if asked is None:
        return
    offers = list(_OFFERS[cast("JobKind", job.kind)](result))
    # Lists are read in the order of ids, and those made in the same millisecond have none.
    ids = sorted(tables.new_id() for _ in offers)
    for number, (proposal, offer) in enumerate(zip(ids, offers, strict=True), start=1):
        work.session.add(
            tables.Proposal(
                id=proposal,
                job_id=job.id,
                number=number,
                week=asked.week,
                name=offer.name,
                content=dict(offer.about),
                plan=dict(offer.plan),
                created_at=work.now,
            )
        )
    work.session.flush()


WHEN_DONE: Final[Mapping[JobKind, WhenDone]] = dict.fromkeys(_OFFERS, keep)
"""For the runner of jobs: what to do in the transaction that ends one."""


def _without_plan(result: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "plan"}
