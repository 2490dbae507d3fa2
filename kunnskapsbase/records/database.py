"""The database behind the record store: how it is opened, brought up to date, and what a full disk is called."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from kunnskapsbase.errors import KunnskapsbaseError

metadata = MetaData()
# SQLite takes some thousand parameters in a statement; PostgreSQL more.
CHUNK = 500
# What SQLite says when there is no room: FULL by itself, and a write that fails (a quota, a bound on file size).
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}


class StoreFullError(KunnskapsbaseError):
    """There is no room left to write in; what was written before stands."""


def is_sqlite_file(address: str) -> Path | None:
    """The file behind a database address, or None where it is no SQLite file."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def make_engine(address: str) -> Engine:
    """The engine for a database address; the folder of an SQLite file is made."""
    file = is_sqlite_file(address)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(make_url(address))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "handle_error", _name_a_full_disk)
    return engine


def _pragmas(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    # WAL: the API reads while an ingest writes. FULL: what was acknowledged survives a power cut.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    # What is deleted is overwritten with zeros, so that a takedown leaves nothing in the pages it frees.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _name_a_full_disk(context: ExceptionContext) -> None:
    error = context.original_exception
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", None) in _NO_ROOM:
        raise StoreFullError(
            "Det er ikke plass til å skrive mer: disken er full, eller kvoten er brukt opp. Det som alt er tatt inn, "
            "står. Frigjør plass, og kjør kommandoen på nytt; den fortsetter der den slapp."
        ) from error


def compact(engine: Engine) -> bool:
    """Write the SQLite file anew without what was deleted, and empty its log; whether the log could be emptied.

    It cannot while another process is in the middle of a read. On other databases this does nothing and is True: there
    the one who runs the database decides when deleted rows leave the disk.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
        busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy
