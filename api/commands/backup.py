"""`daeet backup`: the whole database in a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from solver.exit_codes import DONE
from solver.french_errors import printable, system_reason
from solver.output import answer, tell
from solver.problems import InputError, Problem

if TYPE_CHECKING:
    from api.backup.archive import Header

BackupFile = Annotated[Path, typer.Argument(metavar="FICHIER", help="Le fichier de sauvegarde.")]


def backup(file: BackupFile) -> int:
    """Sauvegarder toute la base dans un fichier, relu avant d'être mis en place."""
    from api.backup.archive import DamagedError
    from api.backup.making import make_backup
    from api.commands.storage import opened_storage
    from api.forgetting.ledger import complete_ledger
    from api.settings import Settings
    from api.storage.signing import key_file
    from api.storage.work import COMMAND_LINE

    settings = Settings.from_environment()
    with opened_storage(settings) as storage:
        complete_ledger(storage, settings.data_dir)
        try:
            header = make_backup(storage, file.absolute(), COMMAND_LINE)
        except (OSError, ValueError) as error:
            refuse(f"le fichier {name(file)} ne peut pas être écrit : {_reason(error)}.")
        except DamagedError:
            refuse(f"ce qui a été relu de {name(file)} n'est pas ce qui a été écrit : disque ?")
    answer(f"Sauvegarde écrite et relue : {name(file)}, {counts(header)}.\n")
    tell(
        f"La clé de signature n'est pas dedans : gardez-en une copie ailleurs ({key_file(settings.data_dir)})."
    )
    return DONE


def counts(header: "Header") -> str:
    """Say in a few words what is in a backup."""
    pupils, notices = header.counts.get("pupils", 0), header.counts.get("notices", 0)
    entries = header.counts.get("audit_entries", 0)
    return f"{pupils} élève(s), {notices} avis, {entries} ligne(s) de journal"


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "son dossier n'existe pas"
    return system_reason(error) if isinstance(error, OSError) else "son nom est illisible"


def name(path: Path) -> str:
    """Write a path so that it is safe to print."""
    return f"« {printable(str(path), longest=200)} »"


def refuse(message: str) -> NoReturn:
    """Raise InputError with a sentence that starts with a capital."""
    raise InputError([Problem("", f"{message[0].upper()}{message[1:]}")]) from None
