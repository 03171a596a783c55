"""The database seen from outside: its version, its trail, its erasures, its backups."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from api.backup.making import MADE
from api.backup.restoring import RESTORED
from api.clock import months_after
from api.doctor.findings import Finding, danger, warning
from api.forgetting.ledger import erasures, read_ledger
from api.notices.states import FINAL, STATES
from api.settings import Settings
from api.storage import audit, sqlite
from api.storage.engine import open_engines
from api.storage.migrate import current_revision, revisions
from api.storage.signing import key_file, read_key
from api.storage.tables import AuditEntry, Notice, Pupil
from api.storage.work import Reading

_AHEAD: Final = timedelta(minutes=5)
"""Clocks of two machines may differ by so much."""
_OPEN: Final = [state for state in STATES if state not in FINAL]


def database(settings: Settings, now: datetime, *, thorough: bool) -> Iterator[Finding]:
    """Look into the database, without making or changing anything; `thorough` walks the whole trail."""
    if settings.database_url is None and not sqlite.database_file(settings).exists():
        return
    engines = open_engines(settings)
    try:
        with Session(engines.reading) as session:
            yield from _looked_into(Reading(session, now), settings, thorough=thorough)
    except (DBAPIError, PoolTimeout):
        yield danger(
            "database-silent",
            "La base de données ne répond pas ou n'en est pas une : vérifiez DAEET_DATA_DIR et DAEET_DATABASE_URL.",
        )
    finally:
        engines.close()


def _looked_into(work: Reading, settings: Settings, *, thorough: bool) -> Iterator[Finding]:
    present = current_revision(work.session.connection())
    if present is None:
        return
    if present not in revisions():
        yield danger(
            "database-newer",
            "La base vient d'une version plus récente du programme : il faut cette version.",
        )
        return
    if present != revisions()[-1]:
        yield warning(
            "database-older",
            "La base est d'une version précédente : daeet serve la met à jour ; faites une sauvegarde avant.",
        )
        return
    yield from _trail(work, settings, thorough=thorough)
    yield from _erasures(work, settings)
    yield from _clock(work)
    if thorough:
        yield from _backups(work, settings)
        yield from _forgotten_notices(work, settings)


def _trail(work: Reading, settings: Settings, *, thorough: bool) -> Iterator[Finding]:
    path = key_file(settings.data_dir)
    if not path.exists():
        if work.session.scalar(select(AuditEntry.sequence).limit(1)):
            yield danger(
                "key-missing",
                f"La clé de signature « {path} » manque, alors que la base a un journal : remettez sa copie.",
            )
        return
    try:
        key = read_key(path)
    except (ValueError, OSError):
        return  # `surroundings.py` has said it
    if not audit.newest_is_sound(work.session, key):
        yield danger(
            "key-other",
            f"La fin du journal n'est pas signée par « {path} » : remettez la clé d'origine, ou restaurez une sauvegarde.",
        )
    elif thorough and not (verdict := audit.verify(work.session, key)).intact:
        yield danger(
            "trail-broken",
            f"Le journal a été modifié à la ligne {verdict.broken_at} : comparez avec une sauvegarde.",
        )


def _erasures(work: Reading, settings: Settings) -> Iterator[Finding]:
    try:
        ledger = {each.pupil for each in read_ledger(settings.data_dir).erasures}
    except OSError:
        return  # `surroundings.py` has said it
    known = {each.pupil for each in erasures(work)}
    back = (ledger | known) & set(work.session.scalars(select(Pupil.id)))
    if back:
        yield danger(
            "erased-files-back",
            f"{len(back)} dossier(s) effacé(s) sont revenus dans la base : daeet upkeep les efface de nouveau.",
        )
    elif ledger != known:
        yield warning(
            "erasures-disagree",
            "La base et erasures.jsonl ne connaissent pas les mêmes effacements : daeet upkeep les accorde.",
        )


def _clock(work: Reading) -> Iterator[Finding]:
    newest = work.session.scalar(select(func.max(AuditEntry.at)))
    if newest is not None and newest > work.now + _AHEAD:
        yield warning(
            "clock-set-back",
            f"L'horloge de la machine retarde sur le journal ({newest:%d/%m/%Y %H:%M} UTC) : mettez-la à l'heure.",
        )


def _backups(work: Reading, settings: Settings) -> Iterator[Finding]:
    made = select(func.max(AuditEntry.at)).where(AuditEntry.action.in_((MADE, RESTORED)))
    last = work.session.scalar(made)
    if last is None or last < work.now - timedelta(days=settings.backup_days):
        said = "Aucune sauvegarde" if last is None else f"Dernière sauvegarde le {last:%d/%m/%Y}"
        yield warning("no-backup", f"{said} : daeet backup FICHIER, puis mettez-la ailleurs.")


def _forgotten_notices(work: Reading, settings: Settings) -> Iterator[Finding]:
    """Look for notices that nobody closed: as long as one is open, the pupil's file does not go."""
    before = months_after(work.now, -settings.retention_months)
    stuck = select(func.count()).where(Notice.state.in_(_OPEN), Notice.changed_at < before)
    if number := work.session.execute(stuck).scalar_one():
        yield warning(
            "notices-left-open",
            f"{number} avis sont ouverts depuis plus de {settings.retention_months} mois, "
            "ce qui retient les dossiers : la référente les clôt.",
        )
