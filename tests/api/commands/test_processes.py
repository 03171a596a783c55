"""The service's commands, each as a process of its own: its exit code and both its streams.

The other tests type within their own process. `daeet serve` is a process in `test_serve.py`.
"""

from pathlib import Path

from api.cli import app
from tests.api.commands.running import Process


def test_an_installation_is_made_saved_put_back_and_looked_at(tmp_path: Path) -> None:
    home, saved = tmp_path / "données", str(tmp_path / "sauvegarde")
    typed = ("user", "add", "referente", "--role", "referent", "--ask")
    added = Process(home, *typed, stdin="quatre mots inventés ici\n")
    assert (added.code, added.err) == (0, "")
    assert added.out == "Compte referente créé, rôle : référente.\n"
    made = Process(home, "backup", saved)
    assert made.code == 0
    assert made.out.startswith("Sauvegarde écrite et relue : ")
    assert "gardez-en une copie ailleurs" in made.err
    restored = Process(home, "restore", saved, "--replace")
    assert (restored.code, restored.err) == (0, "")
    assert "restaurée : 0 élève(s), 0 avis" in restored.out
    kept = Process(home, "upkeep")
    assert (kept.code, kept.err) == (0, "")
    assert "Dossiers d'élèves arrivés à leur terme : 0" in kept.out
    home.chmod(0o777)
    found = Process(home, "doctor")
    assert (found.code, found.err) == (1, "")
    assert found.out.startswith("Danger : ")


def test_no_command_is_left_out() -> None:
    commands = {
        command.name
        for command in app.registered_commands
        if command.callback and command.callback.__module__.startswith("api.")
    }
    assert commands == {"backup", "restore", "upkeep", "doctor", "serve"}
    assert [group.name for group in app.registered_groups] == ["user"]
