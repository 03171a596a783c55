"""Bringing the tables up to date, from nothing or from any release."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from api.settings import Settings
from api.storage.engine import migrating_engine
from api.storage.errors import StorageError

SCRIPTS: Final = Path(__file__).parent / "migrations"


def revisions() -> list[str]:
    """List the revisions, oldest first: the number that each file's name starts with."""
    return sorted(path.name.split("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*.py"))


def migrate(settings: Settings) -> None:
    """Apply the migrations that the database lacks, all of them or none.

    Two processes that start at once wait for each other. Raises StorageError.
    """
    engine = None
    try:
        engine = migrating_engine(settings)
        _migrate(engine)
    except (OSError, DBAPIError, PoolTimeout) as error:
        raise StorageError(_reason(error)) from None
    finally:
        if engine is not None:
            engine.dispose()


def current_revision(connection: Connection) -> str | None:
    """Give the revision a database is at; None where it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine) -> None:
    known = revisions()
    with engine.begin() as connection:
        current = current_revision(connection)
        # Alembic takes a third of a second to load, and most starts have nothing to migrate.
        if current == known[-1]:
            return
        if current is not None and current not in known:
            raise StorageError(
                "La base de données vient d'une version plus récente du programme : il faut cette version."
            )
        upgrade(connection, "head")
        if connection.dialect.name == "sqlite" and _orphans(connection):
            raise StorageError(
                "La mise à jour de la base laisserait des liens rompus : rien n'est fait."
            )


def upgrade(connection: Connection, revision: str) -> None:
    """Apply migrations up to a revision, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def drop_everything(connection: Connection) -> None:
    """Remove every table with its triggers, and what the triggers call, in the transaction of the connection."""
    embedded = connection.dialect.name == "sqlite"
    for name in inspect(connection).get_table_names():
        connection.execute(text(f'DROP TABLE "{name}"{"" if embedded else " CASCADE"}'))
    if not embedded:
        functions = "SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
        for (function,) in connection.execute(
            text(f"{functions} AND proowner = current_user::regrole")
        ):
            connection.execute(text(f"DROP FUNCTION {function}"))


def _orphans(connection: Connection) -> bool:
    return connection.execute(text("PRAGMA foreign_key_check")).first() is not None


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        from solver.french_errors import system_reason

        return f"Le dossier des données ne peut pas servir : {system_reason(error)}."
    return "La base de données ne répond pas. Vérifiez DAEET_DATA_DIR et DAEET_DATABASE_URL."
