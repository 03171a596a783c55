"""A synthetic twin: the statistics of an export, and nobody in it.

What is kept exactly, what within which tolerance and what not at all is written in
`docs/contract.md`; each sentence there has a test here.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations

import pytest

from solver.files import to_json
from solver.generate import generate, generate_next_week, generate_year
from solver.generate.colleges import are_invented, invented_colleges
from solver.generate.twin import FEWEST_PUPILS, twin
from solver.instance import Instance, Pupil
from solver.problems import InputError
from solver.references import find_problems
from solver.solve import solve
from solver.weeks import week_number
from tests.build import changed

SEEDS = range(20)


def pseudonymised(of: Instance) -> Instance:
    """Give an instance the ids and names that an export has."""
    text = to_json(of)
    for kind, codes in ids(of).items():
        for number, code in enumerate(codes):
            text = text.replace(f'"{code}"', f'"{kind}-{number:012x}"')
    made = Instance.model_validate_json(text)
    colleges = [{"id": c.id, "name": f"Collège {c.id}"} for c in made.colleges]
    teachers = [{**t.model_dump(mode="json"), "name": t.id, "college": None} for t in made.teachers]
    return changed(made, colleges=colleges, teachers=teachers)


def ids(of: Instance) -> dict[str, list[str]]:
    return {
        "p": [pupil.id for pupil in of.pupils],
        "c": [college.id for college in of.colleges],
        "t": [teacher.id for teacher in of.teachers],
    }


@pytest.fixture(scope="module")
def year() -> Instance:
    made = pseudonymised(generate_year())
    pupils = made.pupils
    marks = [{"pupil": pupil.id, "week": pupil.earliest} for pupil in pupils[10:40:5]]
    return changed(made, announced=marks[:3], pins=marks[3:], bans=marks[:2])


@pytest.fixture(scope="module")
def twins(year: Instance) -> list[Instance]:
    return [twin(year, seed) for seed in SEEDS]


def share_a_week(one: Pupil, other: Pupil) -> bool:
    first = max(week_number(one.earliest), week_number(other.earliest))
    return first <= min(week_number(one.latest), week_number(other.latest))


def density(of: Instance) -> float:
    """Give the share of the pairs who could meet that must not."""
    able = {
        frozenset((one.id, other.id))
        for one, other in combinations(of.pupils, 2)
        if one.college != other.college and share_a_week(one, other)
    }
    return len(able & {frozenset(pair) for pair in of.conflicts}) / len(able)


def mean(numbers: Iterable[float]) -> float:
    found = list(numbers)
    return sum(found) / len(found)


class TestWhatIsKept:
    def test_the_institution_as_it_is(self, year: Instance, twins: list[Instance]) -> None:
        for made in twins:
            for name in (
                "first_week", "last_week", "closed_weeks", "closed_days", "groups_per_week",
                "capacity", "timetable", "workshops", "policy",
            ):  # fmt: skip
                assert getattr(made, name) == getattr(year, name)

    @pytest.mark.parametrize(
        "trait",
        [lambda p: p.level, lambda p: p.gender, lambda p: p.priority],
        ids=["level", "gender", "priority"],
    )
    def test_how_many_there_are_of_each_trait(
        self, trait: Callable[[Pupil], object], year: Instance, twins: list[Instance]
    ) -> None:
        for made in twins:
            assert Counter(map(trait, made.pupils)) == Counter(map(trait, year.pupils))

    def test_how_many_pupils_the_collèges_send(self, year: Instance, twins: list[Instance]) -> None:
        def counts(of: Instance) -> list[int]:
            return sorted(Counter(pupil.college for pupil in of.pupils).values())

        assert all(counts(made) == counts(year) for made in twins)

    def test_how_many_open_weeks_a_window_has(self, year: Instance, twins: list[Instance]) -> None:
        def whole(of: Instance) -> list[int]:
            """Count the open weeks of the windows, as the year has no closed week in its last ones."""
            closed = {week_number(week) for week in of.closed_weeks}
            return sorted(
                sum(
                    week not in closed
                    for week in range(week_number(p.earliest), week_number(p.latest) + 1)
                )
                for p in of.pupils
            )

        assert all(whole(made) == whole(year) for made in twins)

    def test_when_pupils_come_within_a_week(self, year: Instance, twins: list[Instance]) -> None:
        """A quarter at most has moved, by one week: the curve of arrivals is the same."""
        before = sorted(week_number(pupil.earliest) for pupil in year.pupils)
        for made in twins:
            after = sorted(week_number(pupil.earliest) for pupil in made.pupils)
            assert all(abs(one - other) <= 1 for one, other in zip(before, after, strict=True))
            assert all(w not in year.closed_week_set for w in (p.earliest for p in made.pupils))
        changed_weeks = mean(
            sum(
                (
                    Counter(p.earliest for p in year.pupils)
                    - Counter(p.earliest for p in made.pupils)
                ).values()
            )
            / len(year.pupils)
            for made in twins
        )
        assert 0.02 < changed_weeks < 0.25

    def test_motives_within_five_points_and_how_many_each_pupil_has_exactly(
        self, year: Instance, twins: list[Instance]
    ) -> None:
        def share(of: Instance, motive: str) -> float:
            return sum(motive in pupil.motives for pupil in of.pupils) / len(of.pupils)

        for motive in {motive for pupil in year.pupils for motive in pupil.motives}:
            found = [share(made, motive) for made in twins]
            assert abs(mean(found) - share(year, motive)) < 0.05
            assert all(abs(each - share(year, motive)) < 0.10 for each in found)
        for made in twins:
            assert Counter(len(p.motives) for p in made.pupils) == Counter(
                len(p.motives) for p in year.pupils
            )

    def test_motives_that_go_together_still_do(self) -> None:
        """Half of the pupils with two motives have the same two; others share them out at random."""
        others = ["b", "c", "d", "e", "f"]
        pairs = [list(pair) for pair in combinations(others, 2)]
        sets = [["a", "z"]] * 20 + pairs * 2
        plain = generate(pupils=40, weeks=6, seed=1)
        pupils = [
            {**pupil.model_dump(mode="json"), "motives": motives}
            for pupil, motives in zip(plain.pupils, sets, strict=True)
        ]
        export = changed(plain, pupils=pupils)
        made = [[set(p.motives) for p in twin(export, seed).pupils] for seed in SEEDS]
        assert all(found.count({"a", "z"}) == 20 for found in made)
        # Of six motives to go with one of the others, at random two would be a or z: a third.
        mixed = mean(
            sum(bool(each & {"a", "z"}) and bool(each & set(others)) for each in found) / 20
            for found in made
        )
        assert mixed < 0.2

    def test_how_many_must_be_kept_apart(self, year: Instance, twins: list[Instance]) -> None:
        assert density(year) > 0.02
        assert abs(mean(density(made) for made in twins) - density(year)) < 0.005

    def test_how_often_teachers_are_absent_and_the_pairs_with_pupils(
        self, year: Instance, twins: list[Instance]
    ) -> None:
        def facts(of: Instance) -> list[tuple[object, ...]]:
            return sorted(
                (t.workshops, t.slots, t.reluctant_slots, t.max_sessions or 0, len(t.away_weeks))
                for t in of.teachers
            )

        for made in twins:
            assert facts(made) == facts(year)
            assert len(made.teacher_conflicts) == len(year.teacher_conflicts) > 0
        away = [sorted(t.away_weeks for t in made.teachers) for made in twins]
        assert any(weeks != sorted(t.away_weeks for t in year.teachers) for weeks in away)

    def test_what_was_announced_fixed_and_forbidden(
        self, year: Instance, twins: list[Instance]
    ) -> None:
        for made in twins:
            assert (len(made.announced), len(made.pins), len(made.bans)) == (3, 3, 2)
            assert sorted(e.week for e in made.announced) == sorted(e.week for e in year.announced)
            for entry in (*made.announced, *made.pins, *made.bans):
                pupil = made.pupils_by_id[entry.pupil]
                assert pupil.earliest <= entry.week <= pupil.latest
            assert not {(p.pupil, p.week) for p in made.pins} & made.ban_set


class TestWhatIsNot:
    def test_no_id_and_no_name_of_the_export(self, year: Instance, twins: list[Instance]) -> None:
        secrets = [code for codes in ids(year).values() for code in codes]
        for made in twins:
            text = to_json(made)
            assert not [secret for secret in secrets if secret in text]
            assert are_invented(made.colleges)

    def test_no_pupil_is_copied(self, year: Instance, twins: list[Instance]) -> None:
        """Whoever is alone in the export with his traits meets his double by chance only.

        A copy would find every one of them again, each time. Traits dealt out one by one find one
        in a hundred or so, and never the same ones.
        """

        def row(pupil: Pupil) -> tuple[object, ...]:
            traits = (pupil.level, pupil.gender, pupil.priority, pupil.earliest, pupil.latest)
            return (*traits, tuple(sorted(pupil.motives)))

        rows = Counter(map(row, year.pupils))
        alone = {each for each, count in rows.items() if count == 1}
        assert len(alone) > 80
        again = Counter(each for made in twins for each in alone & set(map(row, made.pupils)))
        assert sum(again.values()) / (len(alone) * len(twins)) < 0.05
        assert max(again.values()) <= len(twins) / 2

    def test_a_motive_that_might_point_at_somebody_is_left_out(self) -> None:
        plain = generate(pupils=30, weeks=6, seed=1)
        pupils = [pupil.model_dump(mode="json") for pupil in plain.pupils]
        for pupil in pupils[:2]:
            pupil["motives"] = ["incident du 12 octobre", *pupil["motives"]]
        text = to_json(twin(changed(plain, pupils=pupils)))
        assert "12 octobre" not in text

    def test_a_pair_of_motives_that_one_pupil_alone_has_is_not_certain(self) -> None:
        plain = generate(pupils=30, weeks=6, seed=1)
        pupils = [
            {**pupil.model_dump(mode="json"), "motives": ["abc"[index % 3]]}
            for index, pupil in enumerate(plain.pupils)
        ]
        pupils[0]["motives"] = ["a", "b"]
        export = changed(plain, pupils=pupils)
        pairs = [
            next(pupil.motives for pupil in made.pupils if len(pupil.motives) == 2)
            for made in (twin(export, seed) for seed in range(60))
        ]
        assert set(pairs) >= {("a", "b"), ("a", "c"), ("b", "c")}

    def test_conflicts_and_places_are_those_of_others(
        self, year: Instance, twins: list[Instance]
    ) -> None:
        """Pupils have no twin of their own, so numbers in the same order must not pair alike."""
        order = {pupil.id: index for index, pupil in enumerate(year.pupils)}
        known = {tuple(sorted(order[code] for code in pair)) for pair in year.conflicts}
        alike = [
            len(known & {tuple(sorted(int(c[1:]) - 1 for c in pair)) for pair in made.conflicts})
            for made in twins
        ]
        assert mean(alike) < len(known) / 4

    def test_too_few_pupils_are_refused(self) -> None:
        assert twin(generate(pupils=FEWEST_PUPILS, weeks=3)).pupils
        assert twin(generate(pupils=0, weeks=3)).pupils == ()
        with pytest.raises(InputError, match="il faut au moins 5 élèves"):
            twin(generate(pupils=FEWEST_PUPILS - 1, weeks=3))


class TestSound:
    def test_twins_are_good_instances_and_their_pins_can_be_kept(
        self, twins: list[Instance]
    ) -> None:
        assert not [problem for made in twins for problem in find_problems(made)]
        bare = [made.model_copy(update={"workshops": (), "teachers": (), "teacher_conflicts": ()})
                for made in twins[:3]]  # fmt: skip
        assert {solve(made).status for made in bare} == {"optimal"}

    def test_the_same_seed_gives_the_same_twin_whatever_the_order_of_the_export(self) -> None:
        export = generate_next_week()
        turned = export.model_copy(update={"pupils": tuple(reversed(export.pupils))})
        assert twin(export, 5) == twin(export, 5) == twin(turned, 5)
        assert twin(export, 5) != twin(export, 6)

    @pytest.mark.parametrize(("pupils", "weeks", "groups"), [(5, 1, 1), (60, 4, 3), (400, 20, 10)])
    def test_exports_of_any_size(self, pupils: int, weeks: int, groups: int) -> None:
        export = generate(pupils=pupils, weeks=weeks, groups=groups, seed=2)
        made = twin(export, 1)
        assert list(find_problems(made)) == []
        assert (len(made.pupils), made.groups_per_week) == (pupils, groups)

    def test_windows_at_the_end_of_all_weeks_and_longer_than_any_period(self) -> None:
        plain = generate(pupils=6, weeks=2, workshops=False)
        windows = [("0001-W01", "9999-W52"), ("9999-W52", "9999-W52"), ("2026-W52", "2026-W53")]
        pupils = [
            {**pupil.model_dump(mode="json"), "earliest": first, "latest": last}
            for pupil, (first, last) in zip(plain.pupils, windows * 2, strict=True)
        ]
        export = changed(plain, pupils=pupils, announced=[], closed_weeks=["2026-W52", "2026-W53"])
        assert list(find_problems(twin(export))) == []

    def test_more_collèges_than_are_invented(self) -> None:
        colleges = [{"id": f"c{n}", "name": f"Collège réel {n}"} for n in range(14)]
        plain = generate(pupils=14, weeks=3, workshops=False)
        pupils = [
            {**pupil.model_dump(mode="json"), "college": f"c{n}"}
            for n, pupil in enumerate(plain.pupils)
        ]
        made = twin(changed(plain, colleges=colleges, pupils=pupils))
        assert made.colleges == invented_colleges(14)
        assert are_invented(made.colleges)
        assert len({pupil.college for pupil in made.pupils}) == 14
