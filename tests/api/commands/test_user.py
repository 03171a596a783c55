"""`daeet user`: no default account, no default password."""

import json
import re
from pathlib import Path

import pytest

from api.access.passwords import Passwords
from api.accounts import upkeep
from api.settings import Settings
from api.storage.work import open_storage
from tests.api.commands.running import Result
from tests.api.people import add_college

SHOWN = re.compile(r"montré cette seule fois : (\S+)\n")
ASKED = "quatre mots inventés ici"


def add(data_dir: Path, login: str = "referente", *more: str, stdin: str = "") -> Result:
    return Result(data_dir, "user", "add", login, "--role", "referent", *more, stdin=stdin)


def hashed(data_dir: Path) -> str:
    storage = open_storage(Settings(data_dir=data_dir))
    with storage.read() as work:
        (account,) = upkeep.accounts(work)
    storage.close()
    return account.password_hash


def test_there_is_no_account_by_default(tmp_path: Path) -> None:
    assert Result(tmp_path, "user", "list").out == "Aucun compte.\n"


def test_a_password_is_drawn_and_shown_once(tmp_path: Path) -> None:
    result = add(tmp_path)
    assert (result.code, result.err) == (0, "")
    (password,) = SHOWN.findall(result.out)
    assert Passwords().match(password, hashed(tmp_path))
    assert password not in hashed(tmp_path)


def test_a_password_that_was_asked_is_not_shown(tmp_path: Path) -> None:
    result = add(tmp_path, "referente", "--ask", stdin=f"{ASKED}\n")
    assert result.out == "Compte referente créé, rôle : référente.\n"
    assert Passwords().match(ASKED, hashed(tmp_path))


def test_a_reset_draws_another(tmp_path: Path) -> None:
    (first,) = SHOWN.findall(add(tmp_path).out)
    (second,) = SHOWN.findall(Result(tmp_path, "user", "reset", "referente").out)
    assert first != second
    assert not Passwords().match(first, hashed(tmp_path))
    assert Passwords().match(second, hashed(tmp_path))


def test_closing_and_reopening(tmp_path: Path) -> None:
    add(tmp_path)
    for command, closed in (("disable", True), ("enable", False)):
        assert Result(tmp_path, "user", command, "referente").code == 0
        (shown,) = json.loads(Result(tmp_path, "user", "list", "--json").out)["accounts"]
        assert (shown["disabled_at"] is not None) is closed


def test_a_list_for_a_person(tmp_path: Path) -> None:
    storage = open_storage(Settings(data_dir=tmp_path))
    with storage.write("tests") as work:
        add_college(work, "tilleuls")
    storage.close()
    Result(tmp_path, "user", "add", "tilleuls", "--role", "college", "--college", "tilleuls")
    Result(tmp_path, "user", "disable", "tilleuls")
    assert Result(tmp_path, "user", "list").out == "tilleuls  college (tilleuls)  fermé\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("add x --role college", "daeet user add : le rôle college demande --college."),
        ("add x --role teacher", "daeet user add : le rôle teacher demande --teacher."),
        (
            "add x --role analyst --college y",
            "daeet user add : --college ne va qu'avec le rôle college.",
        ),
        ("add Élodie --role analyst", "« Élodie » : il faut des minuscules"),
        ("add x --role chef", "daeet user add : --role : valeurs possibles : referent, college"),
        ("add x --role college --college y", "ce collège n'est pas dans la liste"),
        ("disable x", "aucun compte ne s'appelle « x »."),
        ("reset x", "aucun compte ne s'appelle « x »."),
        ("delete x", "daeet user : la commande « delete » n'existe pas."),
    ],
)
def test_what_is_refused(tmp_path: Path, arguments: str, said: str) -> None:
    assert Result(tmp_path, "user", *arguments.split()).refusal().startswith(said)


def test_a_login_is_taken_once(tmp_path: Path) -> None:
    add(tmp_path)
    assert add(tmp_path).refusal() == "un autre compte s'appelle déjà « referente »."


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    refusal = add(tmp_path, "x", "--ask", stdin="court\n").refusal()
    assert refusal == "il faut un mot de passe de 12 à 200 caractères."
