"""The rule charter: nothing is missing, its examples are true, and its version follows its words."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pytest

from solver import charter
from solver.charter import (
    CHARTER_VERSION,
    LEVEL_ARTICLES,
    ORDER_TEXTS,
    PAGE,
    RULE_ARTICLES,
    Article,
)
from solver.generate.colleges import COLLEGES
from solver.instance import Instance
from solver.plan import Admission, Session
from solver.rules import (
    LEVEL_LABELS,
    LEVELS,
    NAMED_ORDERS,
    ORDER_LABELS,
    RULE_IDS,
    RULE_LABELS,
    Level,
    RuleId,
)
from solver.score import compute_score
from tests.build import W48, W49, W50, admit, at, instance, pupil, session, teacher, workshop

W51: Final = "2026-W51"
JANUARY: Final = "2027-W02"

RECORDED: Final[Mapping[int, str]] = {1: "7eea0ee7e0d9e20b"}
"""The digest of the charter's words in each version; earlier versions are never changed."""


def digest() -> str:
    return hashlib.sha256(charter.charter().encode()).hexdigest()[:16]


def test_the_version_follows_the_words() -> None:
    assert RECORDED.get(CHARTER_VERSION) == digest(), (
        f"The charter does not say what its version {CHARTER_VERSION} said. Raise CHARTER_VERSION in"
        " solver/charter.py, then record the digest that this test gives for the new version"
        f" (now {digest()!r}) and run `make charter`."
    )


def test_every_version_so_far_is_recorded() -> None:
    assert list(RECORDED) == list(range(1, CHARTER_VERSION + 1))


def test_the_page_is_the_one_generated() -> None:
    message = "docs/regles.md is not what solver/charter.py says: run `make charter`"
    assert PAGE.read_text(encoding="utf-8") == charter.charter(), message


def test_the_page_is_written_where_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charter, "PAGE", tmp_path / "regles.md")
    charter.write_page()
    assert (tmp_path / "regles.md").read_text(encoding="utf-8") == charter.charter()


class TestComplete:
    def test_every_rule_level_and_order_has_its_text_and_no_other_has(self) -> None:
        assert list(RULE_ARTICLES) == list(RULE_IDS)
        assert list(LEVEL_ARTICLES) == list(LEVELS)
        assert list(ORDER_TEXTS) == list(NAMED_ORDERS)

    @pytest.mark.parametrize("rule", RULE_IDS)
    def test_a_rule_stands_in_the_page_with_all_it_needs(self, rule: RuleId) -> None:
        assert_stands(f"### {RULE_LABELS[rule]} (`{rule}`)", RULE_ARTICLES[rule])

    @pytest.mark.parametrize("level", LEVELS)
    def test_a_level_stands_in_the_page_with_all_it_needs(self, level: Level) -> None:
        number = LEVELS.index(level) + 1
        assert_stands(f"### {number}. {LEVEL_LABELS[level]} (`{level}`)", LEVEL_ARTICLES[level])

    def test_an_order_lists_its_levels_in_words(self) -> None:
        for name, order in NAMED_ORDERS.items():
            section = section_of(f"### Ordre « {ORDER_LABELS[name]} » (`{name}`)")
            assert ORDER_TEXTS[name] in section
            listed = [f"{number}. {LEVEL_LABELS[level]}" for number, level in enumerate(order, 1)]
            assert "\n".join(listed) in section

    def test_every_college_named_is_an_invented_one(self) -> None:
        text = charter.charter()
        for college in COLLEGES:
            text = text.replace(college.name, "")
        assert "Collège" not in text
        assert "données inventées" in text

    @pytest.mark.parametrize("jargon", ["solveur", "contrainte", "optim", "JSON", "lexicograph"])
    def test_the_words_are_those_of_the_field(self, jargon: str) -> None:
        assert jargon.lower() not in charter.charter().lower()


def section_of(heading: str) -> str:
    (section,) = [s for s in charter.charter().split("\n\n#") if f"#{s}".startswith(heading)]
    return section


def assert_stands(heading: str, article: Article) -> None:
    section = section_of(heading)
    for text in article:
        assert text.endswith(".")
        assert text in section


class TestExamples:
    """The numbers of the examples are those that `solver.score` gives."""

    def test_unplaced(self) -> None:
        of = instance(pupil("P07", latest=W48), pupil("P08", priority=3))
        assert_said("unplaced", of, [], "{} points")

    def test_disruption(self) -> None:
        codes = ("P01", "P02", "P03")
        of = instance(*map(pupil, codes), announced=[at(code, W48) for code in codes])
        assert_said("disruption", of, [admit("P01", W48), admit("P02", W49)], "{} élèves")

    def test_carried(self) -> None:
        assert_said("carried", instance(pupil("P04", latest=W50, priority=2)), [], "{} points")

    def test_waiting(self) -> None:
        p05 = pupil("P05", earliest=W50, latest=JANUARY, priority=2)
        p06 = pupil("P06", earliest=W51, latest="2027-W03")
        period = {"last_week": JANUARY, "closed_weeks": ["2026-W52", "2026-W53"]}
        hosted = [admit("P05", JANUARY)]
        assert_said("waiting", instance(p05, **period), hosted, "2 × 3 × 3 = {} points")
        assert_said("waiting", instance(p06, **period), [], "1 × 3 × 3 = {} points")
        assert_said("waiting", instance(p05, p06, **period), hosted, "En tout, {} points")

    def test_waiting_is_better_shared(self) -> None:
        of = instance(pupil("P01", latest=W50), pupil("P02", latest=W50), last_week=W50)
        shared = waiting(of, [admit("P01", W49), admit("P02", W49)])
        alone = waiting(of, [admit("P01", W48), admit("P02", W50)])
        purpose = LEVEL_ARTICLES["waiting"].purpose
        assert f"une semaine chacun font {shared} points" in purpose
        assert f"deux semaines en fait {alone}." in purpose

    def test_coverage(self) -> None:
        of = instance(
            pupil("P01"),
            pupil("P02"),
            workshops=[workshop("ecriture", per_week=2), workshop("sport")],
            teachers=[teacher("t", "ecriture", "sport")],
        )
        sessions = [
            session(W48, "ecriture", "t", "tue-1"),
            session(W48, "sport", "t", "tue-3"),
            session(W49, "sport", "t", "tue-3"),
        ]
        both = [admit("P01", W48), admit("P02", W49)]
        assert_said("coverage", of, both, "En tout, {} séances", sessions)

    def test_cohesion(self) -> None:
        violence = ["violence-physique"]
        of = instance(
            pupil("P01", gender="F", level="6e"),
            pupil("P02", gender="M", level="4e", motives=violence),
            pupil("P03", gender="M", level="3e", motives=violence),
            pupil("P04"),
            policy={"motive_weights": {"violence-physique": 3}},
        )
        three = [admit(code, W48) for code in ("P01", "P02", "P03")]
        assert_said("cohesion", of, three, "soit {}. P04")
        assert_said("cohesion", of, [admit("P04", W49)], "soit {}. En tout")
        assert_said("cohesion", of, [*three, admit("P04", W49)], "En tout, {} points")

    def test_comfort(self) -> None:
        of = instance(
            pupil("P01"),
            workshops=[workshop("ecriture", length=2), workshop("cuisine", core=False)],
            teachers=[teacher("t", "ecriture", reluctant_slots=["tue-1", "tue-2"])],
        )
        sessions = [session(W48, "ecriture", "t", "tue-1")]
        assert_said("comfort", of, [admit("P01", W48)], "En tout, {} points", sessions)


def assert_said(
    level: Level,
    of: Instance,
    admissions: Iterable[Admission],
    words: str,
    sessions: Iterable[Session] = (),
) -> None:
    """Check that the example of a level says, in these words, what the level is worth."""
    value = compute_score(of, admissions, sessions)[level]
    assert value > 0
    assert words.format(value) in LEVEL_ARTICLES[level].example


def waiting(of: Instance, admissions: Iterable[Admission]) -> int:
    return compute_score(of, admissions, ())["waiting"]
