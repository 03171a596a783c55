"""The world of one test (données inventées): what there is already, and how fresh things are made."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import uuid4

from fastapi import FastAPI

from api.access import credentials
from api.access.roles import Role
from api.calendars import service as calendars
from api.catalogue.reading import CLOSURES, CONFLICTS, TEACHER_CONFLICTS, TEACHERS, WORKSHOPS
from api.catalogue.schemas.closures import ClosureSheet
from api.catalogue.schemas.conflicts import ConflictSheet, TeacherConflictSheet
from api.catalogue.schemas.teachers import TeacherSheet
from api.catalogue.schemas.workshops import WorkshopSheet
from api.jobs import service as jobs
from api.jobs.questions import Value
from api.notices import service as notices
from api.notices.moving import move
from api.notices.schemas import NewNotice, Receipt
from api.notices.states import NoticeState
from api.planning.instance import instance_of
from api.running import running
from api.storage import tables
from api.storage.tables import CredentialKind
from api.storage.work import Writing
from tests.api.notices.sending import NOTICE, set_state
from tests.api.people import add_college
from tests.api.planning.world import NEXT, WEEK, caller, offer, waiting

WORKSHOP: Final = "ecriture"
EXCEPTION: Final = "2027-W10"
"""A week with an exception to the calendar."""


class Owner(NamedTuple):
    """Somebody whose things are asked about. Without a role: anybody, of a public operation."""

    role: Role | None = None
    account: str = ""
    college: str | None = None
    teacher: str | None = None


class Seeded(NamedTuple):
    """What the database of every test holds already; `seeding.py` puts it there."""

    owners: Mapping[str, Owner]
    """By login."""
    sessions: Mapping[str, str]
    """The secret of an open session, by login."""
    waiting: tuple[str, ...]
    """Codes of pupils who wait."""
    hosted: tuple[str, ...]
    """Codes of the pupils of the published week."""


class World:
    """Makes things afresh, so that an operation may consume what it acts on."""

    def __init__(self, app: FastAPI, seeded: Seeded) -> None:
        self.app: Final = app
        self.seeded: Final = seeded

    def fresh(self, prefix: str) -> str:
        """Give a name that nothing has yet."""
        return f"{prefix}-{uuid4().hex[:12]}"

    def write(self) -> AbstractContextManager[Writing]:
        return running(self.app).storage.write("tests")

    def college(self) -> str:
        name = self.fresh("college")
        with self.write() as work:
            add_college(work, name)
        return name

    def teacher(self) -> str:
        name = self.fresh("intervenant")
        with self.write() as work:
            TEACHERS.put(work, name, TeacherSheet(name="Intervenant·e", workshops=(WORKSHOP,)))
        return name

    def workshop(self) -> str:
        name = self.fresh("atelier")
        with self.write() as work:
            WORKSHOPS.put(work, name, WorkshopSheet(name="Atelier"))
        return name

    def exception(self) -> str:
        """Note an exception to the calendar, and give its period."""
        with self.write() as work:
            CLOSURES.put(work, EXCEPTION, ClosureSheet(closed=True))
        return EXCEPTION

    def conflict(self) -> tuple[str, str]:
        """Keep two pupils apart."""
        one, other = sorted(self.seeded.waiting[:2])
        with self.write() as work:
            CONFLICTS.put(work, f"{one} {other}", ConflictSheet(pupils=(one, other)))
        return one, other

    def teacher_conflict(self) -> tuple[str, str]:
        """Keep a pupil away from somebody's workshops."""
        pupil, teacher = self.seeded.waiting[0], "t-theatre"
        with self.write() as work:
            sheet = TeacherConflictSheet(pupil=pupil, teacher=teacher)
            TEACHER_CONFLICTS.put(work, f"{pupil} {teacher}", sheet)
        return pupil, teacher

    def notice(self, owner: Owner, state: NoticeState = "received") -> Receipt:
        """Send a notice of somebody's collège and put it into a state; a planned one may be confirmed."""
        college = caller(owner.account, owner.college or "tilleuls")
        with self.write() as work:
            body = NewNotice.model_validate(NOTICE, strict=False)
            receipt = notices.submit(work, college, self.fresh("cle-inventee"), body)
            if state == "planned":
                row = work.session.get_one(tables.Notice, receipt.id)
                move(work, college, row, "waiting")
                move(work, college, row, "planned", week=NEXT)
        if state not in ("received", "planned"):
            set_state(self.app, receipt.id, state)
        return receipt

    def waiting(self, owner: Owner) -> str:
        """Make one more pupil wait, and give the code."""
        (code,) = waiting(self.app, owner.account, owner.college or "tilleuls")
        return code

    def proposal(self, owner: Owner) -> str:
        """Make a proposal that hosts one more pupil in the next week."""
        return offer(self.app, owner.account, {self.waiting(owner): NEXT}, week=NEXT)

    def done_job(self, owner: Owner) -> str:
        made = self.proposal(owner)
        with running(self.app).storage.read() as work:
            return work.session.get_one(tables.Proposal, made).job_id

    def queued_job(self, owner: Owner) -> str:
        with self.write() as work:
            instance = instance_of(work, WEEK)
            return jobs.queue(work, owner.account, "value", instance, Value(), 60).id

    def credential(self, owner: Owner, kind: CredentialKind) -> tuple[str, str]:
        """Open one more session of somebody, or make a token; give its id and its secret."""
        name = "Programme" if kind == "token" else None
        with self.write() as work:
            issued = credentials.issue(work, owner.account, kind, timedelta(hours=12), name)
            return issued.credential.id, issued.secret

    def calendar(self, teacher: str) -> str:
        """Give somebody's calendar an address, and give its secret."""
        referent = self.seeded.owners["referente"]
        with self.write() as work:
            made = calendars.make(work, caller(referent.account), teacher)
        return made.path.rsplit("/", 1)[1].removesuffix(".ics")
