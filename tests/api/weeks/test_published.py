"""Published weeks: a version each time, the newest holds, and who leaves is taken out."""

from typing import Final

from api.storage.work import Storage
from api.weeks import published
from api.weeks.published import Place, PublishedSession, PublishedWeek, Shift

WEEK: Final = "2026-W48"
CONTENT: Final = PublishedWeek(
    proven=True,
    admissions=(
        Place(pupil="P-1", group=1),
        Place(pupil="P-2", group=1),
        Place(pupil="P-3", group=2),
    ),
    sessions=(
        PublishedSession(group=1, workshop="sport", teacher="t-sport", start="tue-1"),
        PublishedSession(group=2, workshop="sport", teacher="t-sport", start="tue-3"),
    ),
)


def test_a_week_that_never_was_published_is_empty(storage: Storage) -> None:
    with storage.read() as work:
        assert published.present(work, WEEK) == (0, PublishedWeek())
        assert list(published.all_weeks(work)) == []


def test_what_was_published_is_read_again(storage: Storage) -> None:
    with storage.write("tests") as work:
        assert published.publish(work, WEEK, CONTENT) == 1
        assert published.publish(work, WEEK, PublishedWeek()) == 2
        assert published.publish(work, WEEK, CONTENT) == 3
    with storage.read() as work:
        assert published.present(work, WEEK) == (3, CONTENT)
        assert list(published.all_weeks(work)) == [(WEEK, CONTENT)]


def test_who_leaves_is_taken_out_with_the_sessions_of_a_group_left_empty(storage: Storage) -> None:
    with storage.write("tests") as work:
        published.publish(work, WEEK, CONTENT)
    leaving = [Shift(pupil=code, before=WEEK, after=None) for code in ("P-1", "P-3")]
    with storage.read() as work:
        left = published.without(work, WEEK, leaving)
    assert [place.pupil for place in left.admissions] == ["P-2"]
    assert [session.group for session in left.sessions] == [1]
    assert left.changes == tuple(leaving)
    assert not left.proven


def test_it_is_written_as_plans_write_it() -> None:
    admissions, sessions = CONTENT.of(WEEK)
    assert (admissions[0].pupil, admissions[0].week, admissions[0].group) == ("P-1", WEEK, 1)
    assert [(s.week, s.start) for s in sessions] == [(WEEK, "tue-1"), (WEEK, "tue-3")]
