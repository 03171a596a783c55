"""Three plans side by side: who comes only here, who waits here and comes elsewhere, who comes in all."""

from datetime import UTC, datetime

from api.jobs.schemas import Job
from api.planning.schemas import Proposal
from api.proposals.comparing import compare
from api.proposals.reading import Fate
from api.proposals.service import Search
from api.storage.tables import new_id
from solver.draft import Draft
from solver.plan import Admission
from tests.build import W48, W49, W50, instance, pupil

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SITUATION = instance(
    pupil("both"), pupil("first"), pupil("second"), pupil("never"), pupil("carried", latest=W50)
)


def search(*plans: dict[str, str]) -> Search:
    job = Job(
        id=new_id(), kind="propose", state="done", state_label="terminé", created_at=NOW, started_at=NOW,
        ended_at=NOW, deadline_seconds=60, attempts=1, progress=None, failure=None,
    )  # fmt: skip
    return Search(
        job, W48, None, None, SITUATION, (), False,
        tuple(proposal(job.id, number, plan) for number, plan in enumerate(plans, 1)), {},
    )  # fmt: skip


def proposal(job: str, number: int, weeks: dict[str, str]) -> Proposal:
    admissions = tuple(Admission(pupil=p, week=w, group=1) for p, w in weeks.items())
    plan = Draft(SITUATION, admissions, ()).to_plan("feasible", {})
    return Proposal(
        id=new_id(), job=job, number=number, week=W48, name="Un groupe", created_at=NOW, what_if=None,
        stale=False, changed=(), about={}, plan=plan,
    )  # fmt: skip


def test_what_differs_stands_apart_from_what_is_common() -> None:
    found = compare(
        search(
            {"both": W48, "first": W48, "second": W49},
            {"both": W48, "second": W48, "never": W49},
        ),
        (),
    )
    assert found.common == ("both",)
    assert [row.pupil.id for row in found.differing] == ["first", "second"]
    one, other = found.cards
    assert one.only_here == ("first",)
    assert one.waits_here == (("second", Fate("week", W49)),)
    assert other.only_here == ("second",)
    assert other.waits_here == (("first", Fate("unplaced")),)
    (row,) = found.elsewhere
    assert (row.pupil.id, row.fates) == ("never", (Fate("unplaced"), Fate("week", W49)))


def test_who_may_come_after_the_weeks_looked_at_is_not_without_a_place() -> None:
    (card,) = compare(search({}), ()).cards
    assert card.read.fates["carried"] == Fate("carried")
    assert [each.pupil.id for each in card.read.waiting][-1] == "carried"


def test_no_proposal_compares_nothing() -> None:
    assert compare(search(), ()).cards == ()
