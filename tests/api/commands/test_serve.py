"""`daeet serve`, as a process."""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from api.commands.serve import listen
from api.demo.logins import LOGINS
from tests.api.commands.running import Result, environment


@contextmanager
def serving(data_dir: Path) -> Iterator[tuple["subprocess.Popen[str]", str, list[str]]]:
    """Run the service on a free port; gives the process, its address and what it said first."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(data_dir),
    )
    try:
        assert process.stderr is not None
        said = [process.stderr.readline()]
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+", said[0])
        yield process, address, said
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def test_it_answers_and_stops_when_asked(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address, _):
        assert process.stderr is not None
        assert "Il n'a encore aucun compte" in process.stderr.readline()
        assert httpx2.get(f"{address}/health/ready", timeout=30).json() == {"status": "ok"}
        answer = httpx2.get(f"{address}/api/me?secret=secret")
        assert answer.status_code == 401
        assert "server" not in answer.headers
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
        assert process.wait(timeout=30) in {0, -signal.SIGTERM}
    logged = [json.loads(line) for line in rest.splitlines()]
    assert [line["route"] for line in logged] == ["/health/ready", "/api/me"]
    assert "secret" not in rest


def test_what_was_stored_before_is_there_when_it_starts(tmp_path: Path) -> None:
    made = Result(tmp_path, "user", "add", "referente", "--role", "referent").out
    password = made.split()[-1]
    with serving(tmp_path) as (_, address, _):
        body = {"login": "referente", "password": password}
        answer = httpx2.post(f"{address}/api/login", json=body, timeout=30)
        assert answer.status_code == 200


def test_no_answer_waits_for_an_acknowledgement() -> None:
    with listen("127.0.0.1", 0) as listening:
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_that_is_taken_is_said_in_french(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refusal = Result(tmp_path, "serve", "--port", port).refusal()
    assert refusal == f"Impossible d'écouter sur 127.0.0.1:{port} : ce port est déjà pris."


def test_a_port_that_cannot_be_is_refused(tmp_path: Path) -> None:
    refusal = Result(tmp_path, "serve", "--port", "-1").refusal()
    assert refusal.startswith("daeet serve : --port")


def test_a_database_that_does_not_answer_is_said_in_french(tmp_path: Path) -> None:
    elsewhere = "postgresql://127.0.0.1:1/x"
    refusal = Result(tmp_path, "user", "list", DAEET_DATABASE_URL=elsewhere).refusal()
    assert refusal.startswith("La base de données ne répond pas.")


def test_help_names_the_service_s_commands(tmp_path: Path) -> None:
    shown = Result(tmp_path, "--help").out
    for command in ("plan", "check", "serve", "user"):
        assert f"\n  {command} " in shown


def test_a_demonstration_says_how_to_log_in_and_leaves_nothing(tmp_path: Path) -> None:
    places = {"TMPDIR": str(tmp_path / "tmp"), "DAEET_DATA_DIR": str(tmp_path / "mine")}
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--demo", "--port", "0"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**environment(tmp_path), **places},
    )
    assert process.stderr is not None
    said = ""
    while "Ctrl-C" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    (address,) = re.findall(r"http://127\.0\.0\.1:\d+", said)
    (password,) = re.findall(r"mot de passe de tous les comptes : (\S+)", said)
    assert "Données inventées" in said
    for login in LOGINS.values():
        assert login in said
        body = {"login": login, "password": password}
        assert httpx2.post(f"{address}/api/login", json=body, timeout=30).status_code == 200
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert list((tmp_path / "tmp").glob("daeet-*")) == []
    assert not (tmp_path / "mine").exists()


def test_a_demonstration_is_for_this_machine_alone(tmp_path: Path) -> None:
    refusal = Result(tmp_path, "serve", "--demo", "--host", "0.0.0.0").refusal()  # noqa: S104
    assert "--demo" in refusal
