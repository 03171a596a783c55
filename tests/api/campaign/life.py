"""One long life of the service, step by step, with what must be true after each (données inventées)."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from httpx2 import Response

from api.clock import paris_date
from api.notices.states import NoticeState
from solver.plan import Plan
from solver.weeks import week_of
from tests.api.campaign import picture
from tests.api.campaign.invariants import check_all
from tests.api.campaign.picture import Act, Picture
from tests.api.campaign.service import Service
from tests.api.campaign.views import Moments, Views
from tests.api.conftest import Held
from tests.api.notices.sending import CANARY
from tests.api.people import Client

WEEKS: Final = ("2026-W48", "2026-W49", "2026-W50", "2026-W51", "2027-W01", "2027-W02")


@dataclass
class Child:
    """A pupil, and the notices sent about it, the newest last."""

    number: int
    college: str
    pupil: str
    code: str
    notices: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{CANARY}{self.number:03}"


class Offer(NamedTuple):
    """A proposal that was stored, and whether its plan kept every rule then."""

    id: str
    week: str
    plan: Plan
    holds: bool
    written: tuple[Any, ...]

    @property
    def hosted(self) -> frozenset[str]:
        return frozenset(each.pupil for each in self.plan.admissions if each.week == self.week)


LOOK_EVERY: Final = 5
"""Steps between looks at what costs more than a few milliseconds."""


class Life:
    """What a campaign knows of its service; `now` is what was stored when the step began.

    `seen` counts what came of the steps.
    """

    def __init__(self, service: Service, clock: Held, seen: Counter[str]) -> None:
        self.service: Final = service
        self.clock: Final = clock
        self.seen: Final = seen
        self.capacity = 5
        self.children: list[Child] = []
        self.offers: Final[list[Offer]] = []
        self.moments: Final = Moments(service, clock)
        self.views: Final = Views(service)
        self._steps = 0
        self.now: Picture = self._look()

    def choose_places(self, capacity: int, groups: int) -> None:
        """Say how many can be hosted at once; to be done before any week is published."""
        places = {"capacity": capacity, "groups_per_week": groups}
        policy = {**self.referent.get("/api/policy").json(), **places}
        act = Act(self.referent.account, "policy.changed", "policy")
        self.went("policy", self.referent.put("/api/policy", json=policy), act, allowed=True)
        self.capacity = capacity

    @property
    def referent(self) -> Client:
        return self.service.referents[0]

    @property
    def this_week(self) -> str:
        return week_of(paris_date(self.clock.now))

    @property
    def told(self) -> dict[str, str]:
        """The week of each pupil who is expected or there, by code."""
        return self.now.told(self.this_week)

    def college(self, child: Child) -> Client:
        return self.service.colleges[child.college]

    def notice(self, child: Child) -> Any:
        """Give the newest notice about a child."""
        return self.now.notices[child.notices[-1]]

    def in_states(self, *states: NoticeState) -> list[Child]:
        """List the pupils whose newest notice is in one of some states."""
        return [child for child in self.children if self.notice(child).state in states]

    def pupil(self, code: str) -> str:
        return self.now.pupils[code].id

    def went(self, step: str, answer: Response, *acts: Act, allowed: bool | None = None) -> bool:
        """Take note of what came of a step: all its acts, or a refusal and nothing written.

        `allowed` says what had to come of it, where that is known.
        """
        fine = answer.status_code < 300
        outcome = str(answer.status_code) if fine else answer.json()["code"]
        self.seen[f"{step} {outcome}"] += 1
        assert answer.status_code < 500, answer.text
        assert allowed is None or fine == allowed, (step, answer.text)
        self.settle(*(acts if fine else ()))
        return fine

    def settle(self, *acts: Act) -> None:
        """Compare what was written with the acts that were done, and check everything that must hold."""
        after = self._look()
        new = [act for act in after.acts[len(self.now.acts) :] if not act.action.endswith(".read")]
        assert Counter(new) == Counter(acts)
        if not acts:
            assert after.written == self.now.written, "refused, and yet something was written"
        self.now = after
        check_all(after, self.this_week, self.capacity)
        self._steps += 1
        if self._steps % LOOK_EVERY == 0:
            names = sorted(self.service.colleges)
            self.views.check(after, names[self._steps // LOOK_EVERY % len(names)])
            self.moments.check()
        if after.versions[-1].at == self.clock.now:
            # The clock may have been set back: only what was written now tells that now is after the rest.
            self.moments.keep(WEEKS[self._steps % len(WEEKS)])
        self.clock.advance(seconds=1)

    def without_offers_for(self, child: Child) -> list[Offer]:
        """Forget, and give, the proposals that know a pupil."""
        known = [offer for offer in self.offers if child.code in offer.plan.model_dump_json()]
        self.offers[:] = [offer for offer in self.offers if offer not in known]
        return known

    def restart(self) -> None:
        self.service.restart()
        self.seen["restart"] += 1
        self.settle()

    def _look(self) -> Picture:
        return picture.take(self.service.storage)
