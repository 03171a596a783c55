"""`daeet restore`: a backup put back, all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.backup import BackupFile, counts, name, refuse
from solver.exit_codes import DONE
from solver.french_cli import FrenchUsageError
from solver.french_errors import system_reason
from solver.output import answer, tell

if TYPE_CHECKING:
    from api.settings import Settings


def restore(
    file: BackupFile,
    replace: Annotated[
        bool, typer.Option("--replace", help="Remplacer ce que la base contient.")
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FICHIER", help="La copie de la clé de signature."),
    ] = None,
    lost_key: Annotated[
        bool,
        typer.Option("--lost-key", help="La clé est perdue : restaurer sans le journal."),
    ] = False,
) -> int:
    """Remettre une sauvegarde en place, tout ou rien. Arrêter d'abord le service."""
    from api.backup.restoring import restore
    from api.clock import utc_now
    from api.commands.storage import opened_storage
    from api.forgetting.ledger import complete_ledger
    from api.logs import set_up_logs
    from api.settings import Settings

    if key is not None and lost_key:
        raise FrenchUsageError("--key et --lost-key ne vont pas ensemble.")
    settings = Settings.from_environment()
    set_up_logs(settings.log_level)
    signing = _key(settings, key, lost=lost_key)
    with _said_in_french(file):
        done = restore(settings, file, signing, utc_now, replace=replace, keep_trail=not lost_key)
    with opened_storage(settings) as storage:
        complete_ledger(storage, settings.data_dir)
    answer(
        f"Sauvegarde du {done.header.created_at:%d/%m/%Y %H:%M} UTC restaurée : {counts(done.header)}.\n"
        f"Dossiers effacés depuis, effacés de nouveau : {done.erased_again}.\n"
        "Toutes les sessions et tous les jetons sont fermés.\n"
    )
    if not done.trail.intact:
        tell(
            f"Attention : le journal de la sauvegarde est rompu à la ligne {done.trail.broken_at}."
        )
    return DONE


def _key(settings: "Settings", given: Path | None, *, lost: bool) -> bytes:
    """Read the key that was given, or the installation's own; a lost one is replaced by a new one."""
    import secrets

    from api.storage.signing import KEY_BYTES, key_file, read_key

    path = given or key_file(settings.data_dir)
    try:
        return read_key(path)
    except FileNotFoundError:
        if lost:
            return secrets.token_bytes(KEY_BYTES)
        refuse(
            f"la clé de signature {name(path)} n'existe pas. Donnez sa copie avec --key ; "
            "si elle est perdue, --lost-key restaure tout sauf le journal."
        )
    except OSError as error:
        refuse(f"la clé {name(path)} ne peut pas être lue : {system_reason(error)}.")
    except ValueError:
        refuse(f"le fichier {name(path)} ne contient pas de clé de signature.")


@contextmanager
def _said_in_french(file: Path) -> Iterator[None]:
    """Say in French why a backup is not restored; raises InputError."""
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    from api.backup.archive import DamagedError, OtherKeyError
    from api.backup.restoring import NewerBackupError, NotEmptyError

    busy = "la base ne répond pas, ou le service s'en sert : arrêtez-le, puis recommencez"
    sentences: dict[type[Exception], str] = {
        DamagedError: f"le fichier {name(file)} n'est pas une sauvegarde, ou il est incomplet ou altéré",
        OtherKeyError: f"la sauvegarde {name(file)} est signée par une autre clé : donnez-la avec --key",
        NewerBackupError: "cette sauvegarde vient d'une version plus récente du programme : il faut cette version",
        NotEmptyError: "la base contient déjà des données : --replace les remplace",
        DBAPIError: busy,
        PoolTimeout: busy,
    }
    try:
        yield
    except OSError as error:
        refuse(f"{name(file)} : {system_reason(error)}. Rien n'est changé.")
    except tuple(sentences) as error:
        said = next(words for kind, words in sentences.items() if isinstance(error, kind))
        refuse(f"{said}. Rien n'est changé.")
