"""`daeet upkeep`, `backup`, `restore` and `doctor`, as they are typed."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from api.settings import Settings
from api.storage.signing import key_file
from api.storage.tables import Pupil
from api.storage.work import Storage, open_storage
from tests.api.commands.running import Result, environment
from tests.api.forgetting.files import add_file
from tests.typed import ENGLISH

LONG_AGO = datetime(2020, 1, 6, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give the data folder of an installation with a file that is due and one that is not."""
    folder = tmp_path / "données"
    storage = open_storage(Settings(data_dir=folder))
    with storage.write("x") as work:
        add_file(work, at=LONG_AGO)
        add_file(work)
    storage.close()
    return folder


def pupils(folder: Path) -> int:
    storage: Storage = open_storage(Settings(data_dir=folder))
    with storage.read() as work:
        count = len(work.session.scalars(select(Pupil.id)).all())
    storage.close()
    return count


def test_upkeep_says_what_it_would_do_then_does_it(home: Path) -> None:
    tried = Result(home, "upkeep", "--dry-run").out
    assert tried.startswith("Ce qui serait fait (rien n'est changé) :\n")
    assert "Dossiers d'élèves arrivés à leur terme : 1\n    P-" in tried
    assert pupils(home) == 2
    done = json.loads(Result(home, "upkeep", "--json").out)
    assert (done["dry_run"], done["steps"]["files"], len(done["files"])) == (False, 1, 1)
    assert pupils(home) == 1


def test_upkeep_forgets_nothing_after_a_leap_of_the_clock(tmp_path: Path) -> None:
    folder = tmp_path / "données"
    storage = open_storage(Settings(data_dir=folder), lambda: LONG_AGO)
    with storage.write("x") as work:
        add_file(work, at=LONG_AGO)
    storage.close()
    refused = Result(folder, "upkeep")
    assert refused.code == 2
    assert "06/01/2020" in refused.err
    assert pupils(folder) == 1
    assert Result(folder, "upkeep", "--confirm-clock").code == 0
    assert pupils(folder) == 0


def test_a_backup_goes_to_another_machine(home: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "sauvegarde", tmp_path / "autre"
    made = Result(home, "backup", str(file))
    assert made.code == 0
    assert made.out.startswith(f"Sauvegarde écrite et relue : « {file} », 2 élève(s), 2 avis")
    assert "gardez-en une copie ailleurs" in made.err
    refusal = Result(home, "restore", str(file)).refusal()
    assert refusal.startswith("La base contient déjà des données : --replace")
    assert "n'existe pas" in Result(new, "restore", str(file)).refusal()
    assert not new.exists()
    done = Result(new, "restore", str(file), "--key", str(key_file(home)))
    assert (done.code, done.err) == (0, "")
    assert "restaurée : 2 élève(s), 2 avis" in done.out
    assert pupils(new) == 2
    file.write_bytes(file.read_bytes()[:-20])
    damaged = Result(new, "restore", str(file), "--replace").refusal()
    assert damaged.endswith("il est incomplet ou altéré. Rien n'est changé.")
    assert pupils(new) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("backup nulle/part", "Le fichier « nulle/part » ne peut pas être écrit : son dossier"),
        ("backup", "daeet backup : il manque FICHIER."),
        ("restore absent --lost-key", "« absent » : "),
        ("restore x --key y --lost-key", "daeet restore : --key et --lost-key ne vont pas"),
        ("restore x --key absent", "La clé de signature « absent » n'existe pas."),
    ],
)
def test_what_is_refused(home: Path, line: str, said: str) -> None:
    assert Result(home, *line.split()).refusal().startswith(said)


def test_doctor_says_what_is_unsafe_and_the_service_does_not_start(home: Path) -> None:
    assert Result(home, "doctor").out == (
        "À voir : Aucune sauvegarde : daeet backup FICHIER, puis mettez-la ailleurs.\n"
    )
    home.chmod(0o777)
    ill = Result(home, "doctor", "--json")
    assert (ill.code, ill.err) == (1, "")
    found = json.loads(ill.out)["findings"]
    assert [(each["level"], each["code"]) for each in found] == [
        ("danger", "folder-open"),
        ("warning", "no-backup"),
    ]
    refusal = Result(home, "serve", "--port", "0").refusal()
    assert refusal.startswith("Le service ne démarre pas. D'autres comptes de la machine peuvent")


def test_a_full_disk_is_said(home: Path) -> None:
    """Files of this process may not grow any more."""
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from api.cli import app\n"
        "from solver.cli import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, "upkeep"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        env={**environment(home), "PYTHONPATH": os.environ.get("PYTHONPATH", ".")},
    )
    assert (done.returncode, done.stdout) in {(2, ""), (74, "")}, done.stderr
    assert not [word for word in ENGLISH if word in done.stderr]
    assert pupils(home) == 2
