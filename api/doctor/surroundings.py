"""The installation around the database: folder, files, disk, network."""

import ipaddress
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from api.doctor.findings import Finding, danger, warning
from api.forgetting.ledger import ledger_file, read_ledger
from api.settings import Settings
from api.storage import sqlite
from api.storage.signing import key_file, read_key
from solver.french_errors import printable, system_reason

_OTHERS: Final = 0o077
_OTHERS_WRITE: Final = 0o022
_LEAST_FREE: Final = 200_000_000
"""Bytes; a year of notices takes less than a tenth of it."""


def surroundings(settings: Settings) -> Iterator[Finding]:
    """Look at folder, key, files and disk; nothing is made or changed."""
    if not settings.data_dir.exists():
        return
    yield from _rights(settings)
    yield from _key(key_file(settings.data_dir))
    yield from _ledger(settings.data_dir)
    free = shutil.disk_usage(settings.data_dir).free
    if free < _LEAST_FREE:
        yield warning(
            "disk-nearly-full",
            f"Il reste {free // 1_000_000} Mo sur le disque des données : faites de la place.",
        )


def network(settings: Settings, host: str) -> Iterator[Finding]:
    """Look at where the service listens: anywhere but on this machine, an HTTPS proxy must stand before it."""
    if _is_local(host):
        return
    believed = {each.strip() for each in settings.trusted_proxies.split(",") if each.strip()}
    if "*" in believed:
        yield danger(
            "every-proxy-trusted",
            "DAEET_TRUSTED_PROXIES croit tout le monde : nommez la seule adresse du serveur HTTPS.",
        )
    elif all(_is_local(each) for each in believed):
        yield danger(
            "no-https",
            f"Écouter sur {printable(host)} laisserait passer les mots de passe en clair : écoutez sur 127.0.0.1, "
            "ou nommez le serveur HTTPS placé devant dans DAEET_TRUSTED_PROXIES.",
        )


def corruptible(settings: Settings) -> Iterator[Finding]:
    """Look at the version of the embedded database."""
    if settings.database_url is None and sqlite.is_corruptible():
        yield danger(
            "sqlite-corruptible",
            f"SQLite {sqlite.VERSION} peut abîmer la base : installez une version après 3.51.2 (pysqlite3).",
        )


def _rights(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    if _has(folder, _OTHERS_WRITE):
        yield danger(
            "folder-open",
            f"D'autres comptes de la machine peuvent écrire dans le dossier « {folder} » : "
            "retirez-leur ce droit (chmod 700).",
        )
    elif _has(folder, _OTHERS):
        yield warning(
            "folder-readable",
            f"D'autres comptes de la machine voient le dossier « {folder} », sans pouvoir lire ses fichiers : "
            "retirez-leur ce droit (chmod 700).",
        )
    files = [key_file(folder), ledger_file(folder), *folder.glob(f"{sqlite.FILE_NAME}*")]
    for file in files:
        if file.exists() and _has(file, _OTHERS):
            yield danger(
                "file-open",
                f"D'autres comptes de la machine lisent « {file} » : retirez-leur ce droit (chmod 600).",
            )


def _key(path: Path) -> Iterator[Finding]:
    if not path.exists():
        return
    try:
        read_key(path)
    except ValueError:
        yield danger(
            "key-unreadable", f"« {path} » ne contient pas de clé de signature : remettez sa copie."
        )
    except OSError as error:
        yield danger("key-unreadable", f"« {path} » ne peut pas être lu : {system_reason(error)}.")


def _ledger(data_dir: Path) -> Iterator[Finding]:
    path = ledger_file(data_dir)
    try:
        unreadable = read_ledger(data_dir).unreadable
    except OSError as error:
        yield danger("erasures-file", f"« {path} » ne peut pas être lu : {system_reason(error)}.")
        return
    if unreadable:
        yield warning(
            "erasures-file",
            f"« {path} » a {unreadable} ligne(s) illisible(s) ; daeet upkeep le complète depuis la base.",
        )


def _has(path: Path, rights: int) -> bool:
    return path.stat().st_mode & rights != 0


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
