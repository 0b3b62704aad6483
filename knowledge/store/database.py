"""Opens the database and brings its tables up to date with Alembic."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from knowledge.errors import DatabaseUnreachable, NewerDatabase

_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_WRITE_LOCK = 52_331  # any number that no other program on the server takes


class Database:
    """Two kinds of transaction. One writer at a time, on every database: what a writer reads stays true."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Commits at the end, rolls back on any error."""
        engine = self._engine.execution_options(immediate=True)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._engine.dispose()


def open_database(url: str) -> Database:
    """The database at `url`, migrated to the newest tables.

    Raises DatabaseUnreachable, or NewerDatabase where a later version of the program wrote it.
    """
    try:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _configure_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        elif engine.dialect.name == "postgresql":
            event.listen(engine, "begin", _begin_postgresql)
        with engine.execution_options(immediate=True).begin() as connection:
            _migrate(connection)
    except (OperationalError, ArgumentError, ModuleNotFoundError) as error:
        raise DatabaseUnreachable from error
    return Database(engine)


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event decides, not the driver
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # a confirmed record outlives a power cut
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("immediate", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")


def _migrate(connection: Connection) -> None:
    known = {file.name.split("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py")}
    if inspect(connection).has_table("alembic_version"):
        present = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if present == max(known):
            return
        if present is not None and present not in known:
            raise NewerDatabase(present)
    from alembic import command  # slow to import, and most often not needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
