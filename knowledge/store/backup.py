"""A consistent copy of what cannot be made again, taken while others write.

The database is copied first: a file of evidence lies in its folder before a row names it, and stays while
one does. So every file that the copied database names is there to be copied after it.
"""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from knowledge.errors import BandengError
from knowledge.settings import Settings

DATABASE, EVIDENCE, PHONE_KEY = "bandeng.db", "evidence", "phone.key"


class NotSqlite(BandengError):
    """The database has a tool of its own for this."""


class NothingToCopy(BandengError):
    """There is no database yet."""


class TargetTaken(BandengError):
    """Something lies at the place for the copy; it is not overwritten."""


@dataclass(frozen=True, slots=True)
class Backup:
    folder: Path
    database_bytes: int
    files: int  # of evidence


def back_up(settings: Settings, folder: Path) -> Backup:
    """Makes `folder`, whole or not at all: a data folder without the indexes, which `reindex` makes anew."""
    database = _database_file(settings)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TargetTaken
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    _copy_database(database, part / DATABASE)
    files = _copy_evidence(settings.home / EVIDENCE, part / EVIDENCE)
    if (settings.home / PHONE_KEY).exists():
        shutil.copy2(settings.home / PHONE_KEY, part / PHONE_KEY)
    if folder.exists():
        folder.rmdir()
    part.replace(folder)
    return Backup(folder, (folder / DATABASE).stat().st_size, files)


def _database_file(settings: Settings) -> Path:
    url = make_url(settings.sqlalchemy_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise NotSqlite
    file = Path(url.database)
    if not file.exists():
        raise NothingToCopy
    return file


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own way: one moment of the database, whatever is written meanwhile."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.execute("PRAGMA busy_timeout=30000")
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it


def _copy_evidence(source: Path, target: Path) -> int:
    target.mkdir()
    count = 0
    for file in source.glob("*") if source.exists() else ():
        if file.suffix == ".part":
            continue
        try:
            shutil.copy2(file, target / file.name)
        except FileNotFoundError:  # let go meanwhile, so no row names it
            continue
        count += 1
    return count
