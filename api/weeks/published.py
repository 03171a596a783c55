"""Published weeks: each publication is a version, the newest is what holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from api.paging import Id
from api.preconditions import NO_VERSION
from api.schemas import Week
from api.storage import versions
from api.storage.tables import Version
from api.storage.work import Reading, Writing
from solver.instance import Name, Record, SlotName
from solver.plan import Admission, GroupNumber, Plan, Session


class Place(Record):
    """A pupil of a published week, and the number of the group."""

    pupil: Name
    group: GroupNumber


class PublishedSession(Record):
    """A workshop given to a group of a published week."""

    group: GroupNumber
    workshop: Name
    teacher: Name
    start: SlotName


class Shift(Record):
    """A pupil whose week this publication changed; None stands for no week."""

    pupil: Name
    before: Week | None
    after: Week | None


class PublishedWeek(Record):
    """What a publication says, and what it changed for whom against what held before.

    `proposal` is None where the week only lost pupils, or was invented. `proven` tells whether the
    plan was proven the best when it was made.
    """

    proposal: Id | None = None
    proven: bool = False
    admissions: tuple[Place, ...] = ()
    sessions: tuple[PublishedSession, ...] = ()
    changes: tuple[Shift, ...] = ()

    def of(self, week: str) -> tuple[tuple[Admission, ...], tuple[Session, ...]]:
        """Give its admissions and sessions as a plan writes them."""
        return (
            tuple(Admission(week=week, **dict(each)) for each in self.admissions),
            tuple(Session(week=week, **dict(each)) for each in self.sessions),
        )


def week_of_plan(
    plan: Plan, week: str, changes: tuple[Shift, ...], proposal: str | None
) -> PublishedWeek:
    """Take out of a plan what it says of a week."""
    return PublishedWeek(
        proposal=proposal,
        proven=plan.status == "optimal",
        admissions=tuple(
            Place(pupil=a.pupil, group=a.group) for a in plan.admissions if a.week == week
        ),
        sessions=tuple(
            PublishedSession(**{name: getattr(s, name) for name in PublishedSession.model_fields})
            for s in plan.sessions
            if s.week == week
        ),
        changes=changes,
    )


def read(version: Version) -> PublishedWeek:
    """Read what a publication said."""
    return PublishedWeek.model_validate(version.content, strict=False)


def present(work: Reading, week: str) -> tuple[int, PublishedWeek]:
    """Give how often a week was published and what holds now; empty where it never was."""
    version = versions.present(work, "week", week)
    if version is None:
        return NO_VERSION, PublishedWeek()
    return version.number, read(version)


def all_weeks(work: Reading, moment: datetime | None = None) -> Iterator[tuple[str, PublishedWeek]]:
    """Walk the published weeks, in order."""
    for version in versions.everything(work, "week", moment):
        yield version.key, read(version)


def publish(work: Writing, week: str, content: PublishedWeek) -> int:
    """Store a publication, and give its number."""
    return versions.put(work, "week", week, content.model_dump(mode="json")).number


def leave(work: Writing, week: str, pupil: str) -> None:
    """Publish a week anew without a pupil who no longer comes, unless it did not host him."""
    if any(place.pupil == pupil for place in present(work, week)[1].admissions):
        leaving = [Shift(pupil=pupil, before=week, after=None)]
        publish(work, week, without(work, week, leaving))


def without(work: Reading, week: str, leaving: Sequence[Shift]) -> PublishedWeek:
    """Give a published week without pupils who leave it, nor sessions for a group that they empty."""
    _, before = present(work, week)
    gone = {shift.pupil for shift in leaving}
    admissions = tuple(each for each in before.admissions if each.pupil not in gone)
    groups = {each.group for each in admissions}
    return PublishedWeek(
        proven=False,
        admissions=admissions,
        sessions=tuple(each for each in before.sessions if each.group in groups),
        changes=tuple(leaving),
    )
