"""Settings: from the environment, refused in French, all documented."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings, variables
from solver import cli
from solver.problems import InputError

DOCUMENTED = Path(__file__).parents[2] / "docs" / "settings.md"


def refusal(environment: dict[str, str]) -> str:
    with pytest.raises(InputError) as error:
        Settings.from_environment(environment)
    return str(error.value)


def test_without_any_the_service_runs_with_the_embedded_database() -> None:
    settings = Settings.from_environment({"HOME": "/somewhere", "DAEET_DEBUG": "1"})
    assert settings == Settings()
    assert settings.database_url is None


def test_each_can_be_set(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"DAEET_DATA_DIR": str(tmp_path), "DAEET_SESSION_HOURS": "3", "DAEET_LOG_LEVEL": "error"}
    )
    assert (settings.data_dir, settings.session_hours) == (tmp_path, 3)
    assert settings.log_level == "error"


def test_an_empty_one_is_as_if_not_set() -> None:
    assert Settings.from_environment({"DAEET_SESSION_HOURS": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DAEET_SESSION_HOURS", "douze", "il faut un nombre entier"),
        ("DAEET_SESSION_HOURS", "0", "il faut au moins 1"),
        ("DAEET_LOG_LEVEL", "loud", "valeur attendue : debug, info, warning, error"),
        ("DAEET_DATABASE_URL", "mysql://x:secret@y", "postgresql://"),
        ("DAEET_DATABSE_URL", "postgresql://y", "ce réglage n'existe pas."),
    ],
)
def test_what_does_not_fit_is_refused_in_french(name: str, value: str, said: str) -> None:
    message = refusal({name: value})
    assert message.startswith(f"{name} : ")
    assert said in message
    assert "secret" not in message


def test_the_password_of_the_database_is_not_shown() -> None:
    settings = Settings.from_environment({"DAEET_DATABASE_URL": "postgresql://x:secret@y"})
    assert "secret" not in repr(settings)


def test_they_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().session_hours = 3  # type: ignore[misc]


class TestDocumentation:
    def rows(self) -> dict[str, str]:
        lines = DOCUMENTED.read_text(encoding="utf-8").splitlines()
        cells = [line.split("|") for line in lines if line.startswith("| `DAEET_")]
        return {row[1].strip(" `"): row[2].strip(" `") for row in cells}

    def test_every_setting_is_documented_and_nothing_else(self) -> None:
        assert set(self.rows()) == {*variables(), cli.DEBUG}
        named = re.findall(r"DAEET_[A-Z_]+", DOCUMENTED.read_text(encoding="utf-8"))
        assert set(named) == set(self.rows())

    def test_with_its_default(self) -> None:
        defaults = {
            name: Settings.model_fields[field].default
            for name, field in variables().items()
            if field != "data_dir"
        }
        shown = self.rows()
        assert {name: shown[name] for name in defaults} == {
            name: "" if default is None else str(default) for name, default in defaults.items()
        }
