"""What must hold whatever happened, each in plain Python, against what is stored."""

from collections import Counter, defaultdict
from typing import Any

from api.notices.states import OPEN, STILL_COMING
from api.storage.tables import Version
from tests.api.campaign.picture import Picture, places


def check_all(picture: Picture, this_week: str, capacity: int) -> None:
    """Raise AssertionError where something does not hold."""
    for check in (_versions_count, _history_adds_up, _open_notices, _notices_and_weeks):
        check(picture)
    _hosted_once(picture, this_week)
    for week, rows in picture.weeks.items():
        _groups_hold(picture, week, places(rows[-1]), capacity)
        _apart(picture, week)
        if week >= this_week:
            _sessions_have_somebody(rows[-1])
    assert picture.intact, "the audit trail is broken"


def _versions_count(picture: Picture) -> None:
    """Number every version one by one, in the order in which it was written."""
    numbers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in picture.versions:
        numbers[row.kind, row.key].append(row.number)
    for thing, found in numbers.items():
        assert found == list(range(1, len(found) + 1)), (thing, found)


def _history_adds_up(picture: Picture) -> None:
    """Come from nothing to what holds, by what each publication says that it changed."""
    for week, rows in picture.weeks.items():
        hosted: set[str] = set()
        for row in rows:
            content: Any = row.content
            gone = {each["pupil"] for each in content["changes"] if each["before"] == week}
            come = {each["pupil"] for each in content["changes"] if each["after"] == week}
            assert gone <= hosted, (week, row.number, "who leaves was not there")
            assert not come & hosted, (week, row.number, "who comes was there")
            hosted = (hosted - gone) | come
            assert hosted == set(places(row)), (week, row.number)


def _open_notices(picture: Picture) -> None:
    """Leave each pupil one notice that is not at its end."""
    open_ones = Counter(n.pupil_id for n in picture.notices.values() if n.state in OPEN)
    assert not [pupil for pupil, count in open_ones.items() if count > 1]


def _notices_and_weeks(picture: Picture) -> None:
    """Host whoever is told a week in it, and nobody else."""
    expected = {
        (picture.code_of[notice.pupil_id], notice.week)
        for notice in picture.notices.values()
        if notice.state in STILL_COMING
    }
    hosted = {(code, week) for week, rows in picture.weeks.items() for code in places(rows[-1])}
    assert hosted == expected


def _hosted_once(picture: Picture, this_week: str) -> None:
    """Host nobody in two weeks to come, nor twice in one."""
    ahead = [
        each["pupil"]
        for week, rows in picture.weeks.items()
        if week >= this_week and (content := rows[-1].content)
        for each in content["admissions"]
    ]
    assert len(ahead) == len(set(ahead)), sorted(ahead)


def _groups_hold(picture: Picture, week: str, group_of: dict[str, int], capacity: int) -> None:
    """Keep groups small, and no two of a collège together."""
    for group in {*group_of.values()}:
        codes = [code for code, number in group_of.items() if number == group]
        colleges = [picture.pupils[code].college for code in codes]
        assert len(codes) <= capacity, (week, codes)
        assert len(colleges) == len(set(colleges)), (week, colleges)


def _sessions_have_somebody(row: Version) -> None:
    """Give sessions to groups that there are."""
    content: Any = row.content
    assert {each["group"] for each in content["sessions"]} <= {*places(row).values()}, row.key


def _apart(picture: Picture, week: str) -> None:
    """Keep apart who must not meet, unless that was noted after a proposal was last accepted."""
    rows = picture.weeks[week]
    group_of = places(rows[-1])
    accepted = max(row.sequence for row in rows if row.content and row.content["proposal"])
    for row in picture.conflicts:
        content: Any = row.content
        one, other = content["pupils"]
        together = one in group_of and group_of[one] == group_of.get(other)
        holds = content["until"] is None or content["until"] >= week
        assert not (together and holds and row.sequence < accepted), (week, one, other)
