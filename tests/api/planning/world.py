"""An invented world for tests of planning (données inventées): collèges, pupils who wait, workshops."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from fastapi import FastAPI

from api.access.caller import Caller
from api.access.roles import Role
from api.notices import service as notices
from api.notices.moving import move
from api.notices.schemas import NewNotice
from api.planning.instance import instance_of
from api.running import running
from api.storage import tables, versions
from api.storage.work import Writing
from solver.draft import Draft
from solver.instance import Instance
from solver.plan import Admission, Plan
from tests.api.notices.sending import CANARY, NOTICE, PUPIL
from tests.api.people import add_college

WEEK: Final = "2026-W48"
NEXT: Final = "2026-W49"

CATALOGUE: Final[dict[tuple[versions.Kind, str], Any]] = {
    ("workshop", "sport"): {
        "name": "Atelier sport", "core": True, "length": 2, "per_week": 1,
        "place": None, "travel_minutes": 0,
    },
    ("teacher", "t-sport"): {
        "name": "Intervenant·e sport", "college": "tilleuls", "workshops": ["sport"],
        "slots": ["tue-1", "tue-2", "thu-1", "thu-2"], "reluctant_slots": [],
        "away_weeks": [], "max_sessions": 3,
    },
}  # fmt: skip


def caller(account: str, college: str | None = None) -> Caller:
    """Make the caller behind an account, as a service sees it."""
    role: Role = "college" if college else "referent"
    return Caller(account, role, college, None, "0" * 24, "session")


def add_catalogue(app: FastAPI) -> None:
    """Store a workshop and who gives it."""
    with running(app).storage.write("tests") as work:
        add_college(work, "tilleuls")
        for (kind, key), content in CATALOGUE.items():
            versions.put(work, kind, key, content)


def waiting(app: FastAPI, account: str, *colleges: str, **stay: str) -> list[str]:
    """Make a pupil of each collège wait for a place, and give their codes."""
    with running(app).storage.write("tests") as work:
        return [_waiting(work, account, college, stay) for college in colleges]


def _waiting(work: Writing, account: str, college: str, stay: Mapping[str, str]) -> str:
    add_college(work, college)
    body = NewNotice.model_validate(
        {**NOTICE, **stay, "pupil": {**PUPIL, "first_name": f"{CANARY} {college}"}}, strict=False
    )
    receipt = notices.submit(work, caller(account, college), uuid4().hex, body)
    move(work, caller(account), work.session.get_one(tables.Notice, receipt.id), "waiting")
    return receipt.pupil_code


def instance(app: FastAPI, week: str = WEEK, **more: Any) -> Instance:
    """Give the instance of a week, as planning would."""
    with running(app).storage.read() as work:
        return instance_of(work, week, **more)


def offer(
    app: FastAPI,
    account: str,
    hosted: Mapping[str, str],
    week: str = WEEK,
    plan: Plan | None = None,
    **asked: Any,
) -> str:
    """Store a proposal that hosts these pupils in these weeks, as a job would, and give its id."""
    with running(app).storage.write(account) as work:
        asked_about = instance_of(work, week)
        admissions = tuple(Admission(pupil=p, week=w, group=1) for p, w in hosted.items())
        plan = plan or Draft(asked_about, admissions, ()).to_plan("feasible", {})
        job = tables.Job(
            kind="propose",
            account_id=account,
            state="done",
            created_at=work.now,
            started_at=work.now,
            ended_at=work.now,
            result={},
            deadline_seconds=60,
            attempts=1,
            request={"instance": asked_about.model_dump(mode="json")},
        )
        work.session.add(job)
        work.session.flush()
        published = versions.present(work, "week", week)
        work.session.add(
            tables.Asked(
                **{
                    "job_id": job.id,
                    "week": week,
                    "publications": published.number if published else 0,
                    "what_if": None,
                    "events": None,
                    **asked,
                }
            )
        )
        proposal = tables.Proposal(
            job_id=job.id,
            number=1,
            week=week,
            name="Une proposition",
            content={},
            plan=plan.model_dump(mode="json"),
            created_at=work.now,
        )
        work.session.add(proposal)
        work.session.flush()
        return proposal.id
