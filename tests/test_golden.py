"""The golden situations: the solver finds the optimum that is known without it.

`fixtures/golden/README.md` proves each in full sentences. Here the solver and the witness plans are held
against the known values, and every argument is done again: the facts it takes from the file, and
its arithmetic.
"""

import json
import subprocess
import sys
from collections import Counter
from math import comb
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from solver.check import check
from solver.files import read_instance, read_plan, to_json
from solver.generate import generate
from solver.generate.colleges import are_invented
from solver.instance import Instance, Pupil, Teacher
from solver.rules import LEVELS, NAMED_ORDERS, Element, Level, OrderName
from solver.solve import solve
from tests.build import broken, values
from tests.oracle import all_elements, best_plan, compositions, is_possible

ROOT: Final = Path(__file__).parent.parent
GOLDEN: Final = ROOT / "fixtures" / "golden"
README: Final = (GOLDEN / "README.md").read_text(encoding="utf-8")


class Known(NamedTuple):
    """What is proved of a situation: its levels in order or, where it is infeasible, the reasons."""

    status: str
    proof: str
    score: dict[Level, int]
    reasons: list[Element]


def _read_known() -> dict[str, Known]:
    document = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))
    return {
        name: Known(
            entry["status"],
            entry["proof"],
            entry.get("score", {}),
            [(rule, tuple(subjects)) for rule, subjects in entry.get("reasons", [])],
        )
        for name, entry in document.items()
    }


KNOWN: Final = _read_known()
NAMES: Final = sorted(KNOWN)
FEASIBLE: Final = [name for name in NAMES if KNOWN[name].status == "optimal"]


def golden(name: str) -> Instance:
    return read_instance(str(GOLDEN / f"{name}.json"))


class TestFolder:
    def test_every_file_has_its_known_answer(self) -> None:
        assert sorted(p.stem for p in GOLDEN.glob("*.json") if p.stem != "expected") == NAMES

    def test_every_feasible_situation_has_its_witness(self) -> None:
        assert sorted(path.stem for path in (GOLDEN / "witness").glob("*.json")) == FEASIBLE

    def test_the_readme_says_that_all_is_invented(self) -> None:
        assert "données inventées" in README

    @pytest.mark.parametrize("name", NAMES)
    def test_every_situation_has_its_section(self, name: str) -> None:
        headings = [line for line in README.splitlines() if line.startswith("## ")]
        assert sum(f"`{name}`" in heading for heading in headings) == 1

    @pytest.mark.parametrize("name", NAMES)
    def test_the_table_says_what_is_known(self, name: str) -> None:
        row = next(line for line in README.splitlines() if line.startswith(f"| `{name}` |"))
        proof, *levels = [cell.strip() for cell in row.strip("|").split("|")][1:]
        known = KNOWN[name]
        assert proof == known.proof
        if known.status == "infeasible":
            assert levels[0] == "impossible"
        else:
            assert levels == [str(known.score[level]) for level in LEVELS]

    @pytest.mark.parametrize("name", NAMES)
    def test_a_situation_holds_invented_data_only(self, name: str) -> None:
        of = golden(name)
        assert are_invented(of.colleges)
        assert [each.id for each in of.pupils] == [f"P{n + 1:02d}" for n in range(len(of.pupils))]
        assert all(each.name.startswith("Intervenant·e ") for each in of.teachers)


@pytest.mark.parametrize("name", NAMES)
def test_the_solver_finds_what_is_known(name: str) -> None:
    of, known = golden(name), KNOWN[name]
    plan = solve(of)
    assert plan.status == known.status
    assert list(values(plan).items()) == list(known.score.items())
    assert [(reason.rule, reason.subjects) for reason in plan.reasons] == known.reasons
    if known.status == "optimal":
        assert broken(of, plan) == []


@pytest.mark.parametrize("name", FEASIBLE)
def test_the_witness_keeps_the_rules_and_reaches_what_is_known(name: str) -> None:
    of = golden(name)
    report = check(of, read_plan(str(GOLDEN / "witness" / f"{name}.json")))
    assert report.violations == ()
    found = [(entry.level, entry.value) for entry in report.score]
    assert found == list(KNOWN[name].score.items())


def of_college(of: Instance, college: str) -> list[Pupil]:
    return [each for each in of.pupils if each.college == college]


def with_motive(of: Instance, motive: str) -> int:
    return sum(motive in each.motives for each in of.pupils)


def teacher(of: Instance, workshop: str) -> Teacher:
    """The only teacher of a workshop."""
    (only,) = (each for each in of.teachers if workshop in each.workshops)
    return only


def windows(pupils: list[Pupil]) -> set[tuple[str, str]]:
    return {(each.earliest, each.latest) for each in pupils}


def waiting_in_file(pupils: list[Pupil], first: int = 0) -> int:
    """The least waiting of pupils who come one a week, the first after `first` weeks."""
    priorities = sorted((each.priority for each in pupils), reverse=True)
    return sum(priority * d * d for d, priority in enumerate(priorities, start=first))


def waiting_in_bulk(count: int, seats: int, first: int = 0) -> int:
    """The least waiting of pupils of priority 1 when each week has so many seats."""
    return sum((first + k // seats) ** 2 for k in range(count))


def fewest_pairs(count: int, groups: int) -> int:
    """The least number of pairs that pupils form in so many groups."""
    size, larger = divmod(count, groups)
    return larger * comb(size + 1, 2) + (groups - larger) * comb(size, 2)


class TestOneCollegeOneAWeek:
    def test_the_argument(self) -> None:
        of, known = golden("one-college-one-a-week"), KNOWN["one-college-one-a-week"].score
        assert len(of.colleges) == of.groups_per_week == 1
        assert windows(list(of.pupils)) == {(of.first_week, of.last_week)}
        weeks = len(of.open_weeks)
        by_priority = sorted(of.pupils, key=lambda each: -each.priority)
        assert known["unplaced"] == sum(each.priority for each in by_priority[weeks:])
        assert known["waiting"] == waiting_in_file(by_priority[:weeks])
        assert known["cohesion"] == of.policy.small_group * 2 * weeks


class TestFourFullWeeks:
    def test_every_week_is_full_with_a_pupil_of_each_college(self) -> None:
        of, known = golden("four-full-weeks"), KNOWN["four-full-weeks"].score
        assert windows(list(of.pupils)) == {(of.first_week, of.last_week)}
        assert (len(of.open_weeks), of.groups_per_week, of.capacity) == (4, 1, 5)
        assert set(Counter(each.college for each in of.pupils).values()) == {4}
        assert len(of.colleges) == 5
        files = [of_college(of, college.id) for college in of.colleges]
        assert known["unplaced"] == 0
        assert known["waiting"] == sum(map(waiting_in_file, files))

    def test_missing_sessions_and_reluctant_ones(self) -> None:
        of, known = golden("four-full-weeks"), KNOWN["four-full-weeks"].score
        writing, physics = teacher(of, "ecriture"), teacher(of, "physique-chimie")
        assert writing.max_sessions == 3
        assert physics.away_weeks == ("2026-W48",)
        kept_away = {pupil for pupil, other in of.teacher_conflicts if other == "t-theatre"}
        assert len({of.pupils_by_id[pupil].college for pupil in kept_away}) == 1
        assert known["coverage"] == (4 - 3) + 1 + len(kept_away)
        digital = teacher(of, "numerique")
        assert digital.slots == digital.reluctant_slots
        assert teacher(of, "mercredi").slots == ("wed-1", "wed-2")
        assert of.lost_days == {("2026-W46", "wed")}
        assert known["comfort"] == 2 + 4

    def test_the_balance_of_four_groups(self) -> None:
        of, known = golden("four-full-weeks"), KNOWN["four-full-weeks"].score
        assert {each.level for each in of_college(of, "remparts")} == {"6e"}
        assert {each.level for each in of_college(of, "ecluse")} == {"3e"}
        girls = [each for each in of.pupils if each.gender == "F"]
        assert len(girls) == 2
        assert len({each.college for each in girls}) == 1
        assert all(each.gender for each in of.pupils)
        motives = of.policy.motive_weights
        pairs = {motive: fewest_pairs(with_motive(of, motive), 4) for motive in motives}
        assert pairs == {"violence-physique": 2, "insultes": 8}
        assert known["cohesion"] == 4 * 2 + 2 * 2 + 3 * 2 + 1 * 8


class TestThreeOrders:
    @pytest.mark.parametrize("order", NAMED_ORDERS)
    def test_the_situations_differ_by_their_order_alone(self, order: OrderName) -> None:
        of = golden(f"order-{order}")
        assert of == golden("order-wait-first").with_order(NAMED_ORDERS[order])

    def test_what_the_arguments_start_from(self) -> None:
        of = golden("order-wait-first")
        assert windows(list(of.pupils)) == {(of.first_week, of.last_week)}
        assert (len(of.open_weeks), of.groups_per_week, of.capacity) == (4, 1, 5)
        assert (len(of.pupils), with_motive(of, "violence-physique")) == (12, 4)
        assert {each.gender for each in of.pupils} == {"M"}
        assert {each.level for each in of.pupils} == {"4e", "5e"}
        assert teacher(of, "ecriture").away_weeks == ("2027-W02",)
        assert teacher(of, "mercredi").away_weeks == ("2027-W03",)
        assert teacher(of, "numerique").slots == teacher(of, "numerique").reluctant_slots
        assert fewest_pairs(4, 3) == 1

    def test_waiting_first_fills_the_first_weeks(self) -> None:
        known = KNOWN["order-wait-first"].score
        assert known["waiting"] == waiting_in_bulk(12, seats=5)
        assert (known["coverage"], known["cohesion"], known["comfort"]) == (1, 2 + 3, 3 + 2)

    def test_the_group_first_makes_four_groups_of_three(self) -> None:
        known = KNOWN["order-group-first"].score
        assert known["waiting"] == waiting_in_bulk(12, seats=3)
        assert (known["coverage"], known["cohesion"], known["comfort"]) == (1, 0, 4 + 2)

    def test_workshops_first_leave_the_first_week_empty(self) -> None:
        known = KNOWN["order-workshops-first"].score
        assert known["waiting"] == waiting_in_bulk(12, seats=5, first=1)
        assert (known["coverage"], known["cohesion"], known["comfort"]) == (0, 2 + 3, 3 + 2)


class TestThreeGroupsAWeek:
    def test_the_argument(self) -> None:
        of, known = golden("three-groups-a-week"), KNOWN["three-groups-a-week"].score
        assert (len(of.open_weeks), of.groups_per_week, of.capacity) == (3, 3, 5)
        assert {each.earliest for each in of.pupils} == {of.first_week}
        assert all(each.latest > of.last_week for each in of.pupils)
        first_college = of_college(of, "tilleuls")
        assert {each.id for each in of.pupils if each.priority == 2} == {
            p.id for p in first_college
        }
        assert known["carried"] == 0
        assert known["waiting"] == waiting_in_bulk(40, seats=15) + waiting_in_bulk(8, seats=3)
        assert of.policy.motive_limits == {"violence-physique": 1}
        groups = with_motive(of, "violence-physique")
        assert groups == 3 * 3
        assert teacher(of, "ecriture").slots == ("tue-1", "tue-2")
        assert known["coverage"] == groups - 3
        assert known["cohesion"] == fewest_pairs(with_motive(of, "insultes"), groups)
        assert teacher(of, "mercredi").slots == ("wed-1", "wed-2")
        assert known["comfort"] == 2 * (groups - 3)


class TestAcrossWeek53:
    def test_who_comes_and_how_long_they_wait(self) -> None:
        of, known = golden("across-week-53"), KNOWN["across-week-53"].score
        assert of.open_weeks == ("2026-W50", "2026-W51", "2026-W53", "2027-W02", "2027-W03")
        first, second, third = (of_college(of, name.id) for name in of.colleges)
        assert windows(first) == {("2026-W49", "2027-W03")}
        assert windows(second) == {("2026-W52", "2027-W06")}
        assert windows(third) == {("2026-W53", "2027-W02")}
        assert [len(first), len(second), len(third)] == [5, 5, 4]
        assert sorted(each.priority for each in second) == [1, 1, 2, 2, 2]
        assert {each.priority for each in first + third} == {1}
        assert known["unplaced"] == 4 - 2
        assert known["carried"] == 1 + 1
        hosted = [each for each in second if each.priority == 2]
        waiting_of_second = waiting_in_file(hosted) + 2 * 3**2
        waiting_of_third = waiting_in_file(third[:2])
        assert known["waiting"] == waiting_in_file(first, 1) + waiting_of_second + waiting_of_third

    def test_pupils_of_a_college_are_alike(self) -> None:
        of, known = golden("across-week-53"), KNOWN["across-week-53"].score
        alike = {(p.college, p.level, p.gender, p.motives) for p in of.pupils}
        assert alike == {
            ("tilleuls", "6e", "F", ("insultes",)),
            ("remparts", "5e", "M", ("insultes",)),
            ("filatures", "3e", "M", ("menaces",)),
        }
        assert known["cohesion"] == 4 + 4 + 2 * (1 + 2 + 2) + (2 + 1)

    def test_a_budget_and_a_lost_day(self) -> None:
        of, known = golden("across-week-53"), KNOWN["across-week-53"].score
        assert teacher(of, "theatre").max_sessions == 3
        assert known["coverage"] == 5 - 3
        assert of.lost_days == {("2026-W53", "thu")}
        half_days = len([slot for slot in of.timetable.usable_slots if slot.day != "thu"]) // 2
        assert half_days == 4
        assert known["comfort"] == 2


class TestPinsAndBans:
    def test_the_witness_is_the_only_plan_left_by_the_argument(self) -> None:
        of = golden("pins-and-bans")
        plan = read_plan(str(GOLDEN / "witness" / "pins-and-bans.json"))
        week_of = {entry.pupil: entry.week for entry in plan.admissions}
        waits = {
            pupil: of.open_weeks_waited(of.pupils_by_id[pupil].earliest, week)
            for pupil, week in week_of.items()
        }
        assert {pupil: weeks for pupil, weeks in waits.items() if weeks} == {
            "P01": 2, "P02": 1, "P06": 3, "P09": 1, "P11": 1, "P14": 2,
        }  # fmt: skip
        assert set(of.pupils_by_id) - set(week_of) == {"P04", "P10"}

    def test_what_no_plan_can_avoid(self) -> None:
        of, known = golden("pins-and-bans"), KNOWN["pins-and-bans"].score
        pins = {(pin.pupil, pin.week) for pin in of.pins}
        assert pins == {("P01", "2027-W04"), ("P08", "2027-W03"), ("P11", "2027-W07")}
        announced = {entry.pupil: entry.week for entry in of.announced}
        assert (announced["P05"], announced["P06"]) == ("2027-W05", "2027-W05")
        assert of.pupils_by_id["P05"].college == of.pupils_by_id["P06"].college
        assert ("P07", announced["P07"]) in of.ban_set
        assert of.conflict_pairs == (("P08", "P09"),)
        assert ("P08", announced["P09"]) in pins
        assert known["disruption"] == len(announced) - 1
        assert known["waiting"] == 4 + 2 + 9 + 1 + 8 + 1 + 4
        assert known["cohesion"] == 2 + 2 + 1 + 3 + 2


def pinned_alone() -> Instance:
    """Only pinned pupils have to come, so it is enough to try these."""
    of = golden("pins-odd-ring")
    pinned = {pin.pupil for pin in of.pins}
    return of.model_copy(
        update={
            "pupils": tuple(each for each in of.pupils if each.id in pinned),
            "conflicts": tuple(pair for pair in of.conflicts if pinned.issuperset(pair)),
            "bans": tuple(ban for ban in of.bans if ban.pupil in pinned),
        }
    )


class TestPinsOddRing:
    def test_no_plan_exists(self) -> None:
        assert not is_possible(pinned_alone())

    @pytest.mark.parametrize("element", KNOWN["pins-odd-ring"].reasons)
    def test_without_any_one_of_the_reasons_a_plan_exists(self, element: Element) -> None:
        """All other rules stay, so every contradicting set holds this element."""
        assert is_possible(pinned_alone(), lifted=[element])

    def test_the_reasons_are_enough(self) -> None:
        """The ring needs no rule besides: every other element lifted, still no plan."""
        of, kept = pinned_alone(), KNOWN["pins-odd-ring"].reasons
        others = [each for each in all_elements(of) if each not in kept]
        assert not is_possible(of, lifted=others)


class TestTenPupilsEveryWay:
    def test_the_exhaustive_search_finds_nothing_better(self) -> None:
        of = golden("ten-pupils-every-way")
        assert values(best_plan(of)) == KNOWN["ten-pupils-every-way"].score

    def test_the_readme_counts_the_ways(self) -> None:
        count = sum(1 for _ in compositions(golden("ten-pupils-every-way")))
        assert f"{count:,}".replace(",", " ") + " façons" in " ".join(README.split())


class TestFortyPupilsEightWeeks:
    @pytest.mark.parametrize("stages", ["1", "2"])
    def test_highs_finds_nothing_better(self, stages: str) -> None:
        """In a process of its own: it cannot be loaded beside OR-Tools."""
        path = str(GOLDEN / "forty-pupils-eight-weeks.json")
        answer = subprocess.run(
            [sys.executable, "-m", "benchmarks.highs", path, "--stages", stages],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        assert json.loads(answer.stdout)["score"] == KNOWN["forty-pupils-eight-weeks"].score


@pytest.mark.parametrize(
    ("name", "made"),
    [
        (
            "ten-pupils-every-way",
            generate(pupils=10, weeks=3, first_week="2027-W18", conflict_rate=0.15, seed=6),
        ),
        (
            "forty-pupils-eight-weeks",
            generate(
                pupils=40,
                weeks=8,
                first_week="2027-W03",
                conflict_rate=0.12,
                workshops=False,
                seed=2,
            ),
        ),
    ],
)
def test_what_the_generator_made_it_makes_again(name: str, made: Instance) -> None:
    assert (GOLDEN / f"{name}.json").read_text(encoding="utf-8") == to_json(made)
