"""Reading and writing: what is written reads back equal, and a failure leaves what was there."""

import errno
import io
import json
import os
import stat
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.files import (
    MAX_BYTES,
    check_writable,
    layout,
    parse_instance,
    parse_plan,
    read_instance,
    read_plan,
    to_json,
    write_atomically,
)
from solver.generate import generate
from solver.instance import Instance
from solver.plan import Admission, LevelScore, NotAdmitted, Plan, Reason, Session
from solver.problems import InputError
from solver.rules import LEVELS
from tests.example import example

PLAN = Plan(
    status="feasible",
    admissions=(Admission(pupil="P02", week="2026-W48", group=1),),
    not_admitted=(NotAdmitted(pupil="P03", outcome="carried-over"),),
    sessions=(Session(week="2026-W48", group=1, workshop="ecriture", teacher="t", start="tue-1"),),
    score=tuple(LevelScore(level=level, value=3, bound=1) for level in LEVELS),
)


def contracts_instance() -> Instance:
    return parse_instance(json.dumps(example()).encode())


def refused(path: str | Path, text: str = "new") -> str:
    """Give what is said when a file cannot be written."""
    with pytest.raises(InputError) as refusal:
        write_atomically(str(path), text)
    return str(refusal.value)


class TestReading:
    def test_from_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "i.json").write_text(json.dumps(example()), encoding="utf-8")
        assert read_instance(str(tmp_path / "i.json")) == contracts_instance()

    def test_from_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = io.BytesIO(to_json(PLAN).encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        assert read_plan("-") == PLAN

    def test_no_more_than_the_limit_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = io.BytesIO(b" " * (MAX_BYTES + 1000))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        with pytest.raises(InputError, match="l'entrée standard dépasse 32 Mo"):
            read_plan("-")
        assert data.tell() <= MAX_BYTES + 1

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("none.json", "il n'existe pas"),
            ("", "c'est un dossier, pas un fichier"),
            ("file/under", "un élément du chemin n'est pas un dossier"),
            ("x" * 300, "son nom est trop long"),
            ("a\0b", "impossible de lire le fichier"),
        ],
    )
    def test_what_cannot_be_opened(self, tmp_path: Path, name: str, reason: str) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(InputError, match=reason) as refusal:
            read_instance(f"{tmp_path}/{name}")
        assert str(refusal.value).isprintable()

    @pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EXDEV])
    def test_what_cannot_be_read(
        self, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> NoReturn:
            raise OSError(number, "in English")

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(InputError, match="impossible de lire le fichier « ") as refusal:
            read_instance(str(tmp_path / "i.json"))
        assert "English" not in str(refusal.value)

    def test_a_closed_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        with pytest.raises(InputError, match=r"^impossible de lire l'entrée standard\.$"):
            read_instance("-")

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "l'entrée standard est vide."),
            (b"\xff", "l'entrée standard n'est pas en UTF-8 (ligne 1)."),
            (b"[" * 100_000, "l'entrée standard a trop de niveaux imbriqués."),
        ],
    )
    def test_what_is_said_of_standard_input_is_good_french(
        self, data: bytes, said: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        with pytest.raises(InputError) as refusal:
            read_instance("-")
        assert str(refusal.value) == said


class TestJson:
    def test_an_instance_keeps_the_contracts_order_and_leaves_absent_values_out(self) -> None:
        written = json.loads(to_json(contracts_instance()))
        assert list(written) == list(example())
        assert list(written["pupils"][0]) == list(example()["pupils"][0])
        assert list(written["teachers"][0]) == list(example()["teachers"][0])
        assert "level" not in written["pupils"][1]

    def test_accents_stay_and_the_text_ends_with_a_line_feed(self) -> None:
        text = to_json(contracts_instance())
        assert "Collège des Tilleuls" in text
        assert text.endswith("}\n")

    def test_a_plan_reads_back_equal(self) -> None:
        assert parse_plan(to_json(PLAN).encode()) == PLAN

    def test_an_infeasible_plan_reads_back_equal(self) -> None:
        plan = Plan(
            status="infeasible",
            reasons=(Reason(rule="pin", subjects=("P01", "2026-W48"), message="Fixé."),),
        )
        assert parse_plan(to_json(plan).encode()) == plan

    def test_the_example_reads_back_equal(self) -> None:
        assert parse_instance(to_json(contracts_instance()).encode()) == contracts_instance()

    def test_a_day_shorter_than_the_default_break_reads_back(self) -> None:
        short = example(["timetable"], {"slots_per_day": 1, "break_after": [2]})
        short["teachers"] = short["teacher_conflicts"] = []
        instance = parse_instance(json.dumps(short).encode())
        assert parse_instance(to_json(instance).encode()) == instance

    @given(
        pupils=st.integers(0, 30),
        weeks=st.integers(1, 20),
        groups=st.integers(1, 3),
        workshops=st.booleans(),
        seed=st.integers(0, 1000),
    )
    def test_any_situation_reads_back_equal(
        self, pupils: int, weeks: int, groups: int, workshops: bool, seed: int
    ) -> None:
        instance = generate(
            pupils=pupils, weeks=weeks, groups=groups, workshops=workshops, seed=seed
        )
        assert parse_instance(to_json(instance).encode()) == instance

    _VALUES = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )

    @given(_VALUES)
    def test_the_layout_changes_nothing_but_spaces(self, value: object) -> None:
        assert json.loads(layout(value)) == value


class TestWriting:
    def test_a_new_file_follows_the_umask(self, tmp_path: Path) -> None:
        target = tmp_path / "plan.json"
        previous = os.umask(0o027)
        try:
            write_atomically(str(target), "é\n")
        finally:
            os.umask(previous)
        assert target.read_bytes() == "é\n".encode()
        assert stat.S_IMODE(target.stat().st_mode) == 0o640

    def test_an_existing_file_keeps_its_permissions(self, tmp_path: Path) -> None:
        target = tmp_path / "plan.json"
        target.write_text("old")
        target.chmod(0o604)
        write_atomically(str(target), "new")
        assert target.read_text() == "new"
        assert stat.S_IMODE(target.stat().st_mode) == 0o604

    def test_a_link_leads_to_its_target(self, tmp_path: Path) -> None:
        target = tmp_path / "folder" / "real.json"
        target.parent.mkdir()
        target.write_text("old")
        link = tmp_path / "link.json"
        link.symlink_to("folder/real.json")
        write_atomically(str(link), "new")
        assert link.is_symlink()
        assert target.read_text() == "new"

    def test_a_link_to_nothing_yet(self, tmp_path: Path) -> None:
        link = tmp_path / "link.json"
        link.symlink_to("later.json")
        write_atomically(str(link), "new")
        assert (tmp_path / "later.json").read_text() == "new"

    def test_a_link_that_turns_in_circles(self, tmp_path: Path) -> None:
        link = tmp_path / "link.json"
        link.symlink_to("link.json")
        assert "ses liens tournent en rond" in refused(link)

    @pytest.mark.parametrize("failing", ["fsync", "replace"])
    def test_a_failure_leaves_what_was_there_and_nothing_beside(
        self, failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> NoReturn:
            raise OSError(errno.ENOSPC, "No space left on device")

        target = tmp_path / "plan.json"
        target.write_text("old")
        monkeypatch.setattr(os, failing, full)
        assert "le disque est plein" in refused(target)
        assert target.read_text() == "old"
        assert list(tmp_path.iterdir()) == [target]

    def test_an_interruption_leaves_nothing_beside(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_: object) -> NoReturn:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_atomically(str(tmp_path / "plan.json"), "new")
        assert list(tmp_path.iterdir()) == []

    def test_a_text_that_cannot_be_encoded_leaves_what_was_there(self, tmp_path: Path) -> None:
        target = tmp_path / "plan.json"
        target.write_text("old")
        refused(target, "\ud800")
        assert target.read_text() == "old"
        assert list(tmp_path.iterdir()) == [target]

    @pytest.mark.parametrize("act", [write_atomically, lambda path, _: check_writable(path)])
    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("", "c'est un dossier, pas un fichier"),
            ("none/plan.json", "son dossier n'existe pas"),
            ("file/plan.json", "un élément du chemin n'est pas un dossier"),
            ("x" * 300, "son nom est trop long"),
            ("a\0b", "son nom est illisible"),
        ],
    )
    def test_what_cannot_be_written(
        self, act: "object", tmp_path: Path, name: str, reason: str
    ) -> None:
        (tmp_path / "file").write_text("old")
        assert callable(act)
        with pytest.raises(InputError, match="ne peut pas être écrit") as refusal:
            act(f"{tmp_path}/{name}", "new")
        assert reason in str(refusal.value)
        assert [path.name for path in tmp_path.iterdir()] == ["file"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="nothing is protected from root")
    def test_a_protected_file_is_not_replaced(self, tmp_path: Path) -> None:
        target = tmp_path / "plan.json"
        target.write_text("old")
        target.chmod(0o444)
        assert "l'accès est refusé" in refused(target)

    def test_checking_leaves_no_trace(self, tmp_path: Path) -> None:
        target = tmp_path / "plan.json"
        check_writable(str(target))
        assert list(tmp_path.iterdir()) == []
        target.write_text("old")
        check_writable(str(target))
        assert target.read_text() == "old"

    @pytest.mark.parametrize("name", ["i.json", "folder/../i.json", "soft.json", "hard.json"])
    def test_a_file_just_read_is_not_replaced_under_any_of_its_names(
        self, name: str, tmp_path: Path
    ) -> None:
        read = tmp_path / "i.json"
        read.write_text("what was read")
        (tmp_path / "folder").mkdir()
        (tmp_path / "soft.json").symlink_to("i.json")
        (tmp_path / "hard.json").hardlink_to(read)
        with pytest.raises(InputError, match="est celui qui vient d'être lu"):
            check_writable(f"{tmp_path}/{name}", ["-", str(read)])
        assert read.read_text() == "what was read"

    def test_nor_is_the_file_behind_standard_input(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read = tmp_path / "i.json"
        read.write_text("what was read")
        with read.open() as stdin:
            monkeypatch.setattr(sys, "stdin", stdin)
            with pytest.raises(InputError, match="est celui qui vient d'être lu"):
                check_writable(str(read), ["-"])

    @pytest.mark.parametrize("stdin", [None, io.TextIOWrapper(io.BytesIO())])
    def test_another_file_is_writable_whatever_was_read(
        self, stdin: io.TextIOWrapper | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "i.json").write_text("same text")
        (tmp_path / "p.json").write_text("same text")
        monkeypatch.setattr(sys, "stdin", stdin)
        for name in ("p.json", "new.json"):
            check_writable(str(tmp_path / name), ["-", str(tmp_path / "i.json")])

    @pytest.mark.skipif(not Path(os.devnull).is_char_device(), reason="needs a Unix device")
    def test_a_device_may_be_read_and_written(self) -> None:
        check_writable(os.devnull, [os.devnull])

    @pytest.mark.skipif(not Path(os.devnull).is_char_device(), reason="needs a Unix device")
    def test_a_device_is_written_straight(self) -> None:
        check_writable(os.devnull)
        write_atomically(os.devnull, "text")
        assert Path(os.devnull).is_char_device()
