"""The days of a week on which nobody is hosted, and the fixed moments lost with them."""

from collections.abc import Iterator

from solver.french import none_of, weekday_and_date
from solver.show.reading import Reading
from solver.timetable import DAYS, parse_slot
from solver.weeks import day_of, monday


def lost_moments(reading: Reading, week: str) -> Iterator[str]:
    """Say which days of a week are lost and which fixed moments go with them, Monday first."""
    timetable = reading.instance.timetable
    for index, day in enumerate(DAYS):
        if day not in timetable.days or (week, day) not in reading.instance.lost_days:
            continue
        date = weekday_and_date(day_of(week, index), monday(reading.week))
        moments = [moment.name for moment in timetable.fixed if parse_slot(moment.start).day == day]
        what = f"{none_of(moments)} {date}" if moments else date
        yield f"{what} : jour sans accueil"
