"""The settings of an installation, read from environment variables (`docs/settings.md`)."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError

from api.french_validation import FRENCH, french_sentence
from solver.french_errors import printable
from solver.problems import InputError, Problem

PREFIX: Final = "DAEET_"

# Variables of the same prefix that other parts of the program read.
_OTHERS: Final = frozenset({"DAEET_DEBUG"})


def _postgresql(address: SecretStr | None) -> SecretStr | None:
    if address and not address.get_secret_value().startswith("postgresql://"):
        message = "il faut une adresse qui commence par postgresql://."
        raise PydanticCustomError(FRENCH, message)
    return address


def _scheduler(address: str | None) -> str | None:
    if address and not address.startswith(("tcp://", "tls://")):
        message = "il faut une adresse qui commence par tcp:// ou tls://."
        raise PydanticCustomError(FRENCH, message)
    return address


def _default_data_dir() -> Path:
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "daeet"


class Settings(BaseModel):
    """What an installation decides; each field is the variable `DAEET_` and its name in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data_dir: Path = Field(default_factory=_default_data_dir)
    database_url: Annotated[SecretStr | None, AfterValidator(_postgresql)] = None
    busy_seconds: Annotated[int, Field(ge=1, le=60)] = 5
    session_hours: Annotated[int, Field(ge=1, le=168)] = 12
    token_days: Annotated[int, Field(ge=1, le=730)] = 365
    login_attempts: Annotated[int, Field(ge=1, le=1000)] = 10
    requests_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 6000
    max_body_bytes: Annotated[int, Field(ge=1000, le=100_000_000)] = 2_000_000
    solver_processes: Annotated[int, Field(ge=1, le=16)] = 1
    solver_memory_mb: Annotated[int, Field(ge=500, le=64_000)] = 2000
    cluster: Annotated[str | None, AfterValidator(_scheduler)] = None
    trusted_proxies: str = "127.0.0.1"
    small_count: Annotated[int, Field(ge=2, le=100)] = 5
    audit_months: Annotated[int, Field(ge=6, le=12)] = 12
    retention_months: Annotated[int, Field(ge=1, le=24)] = 24
    upkeep: Literal["on", "off"] = "on"
    backup_days: Annotated[int, Field(ge=1, le=365)] = 7
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings; raises InputError for an unknown variable or an unfit value.

        A misspelt variable is refused: an installation would run unlike what its owner wrote.
        """
        given = {
            name: value
            for name, value in environment.items()
            if name.startswith(PREFIX) and name not in _OTHERS and value
        }
        unknown = sorted(name for name in given if name not in variables())
        if unknown:
            raise InputError(Problem(printable(n), "ce réglage n'existe pas.") for n in unknown)
        try:
            return cls.model_validate({variables()[name]: value for name, value in given.items()})
        except ValidationError as error:
            raise InputError(
                Problem(
                    f"{PREFIX}{str(details['loc'][0]).upper()}", french_sentence(details, hide=True)
                )
                for details in error.errors(include_url=False)
            ) from None


def variables() -> dict[str, str]:
    """Give the field behind each environment variable."""
    return {f"{PREFIX}{name.upper()}": name for name in Settings.model_fields}
