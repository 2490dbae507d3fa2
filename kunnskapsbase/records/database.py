"""The database behind the record store: how it is reached, and what its faults are called."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Engine, MetaData, String, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from kunnskapsbase.errors import InputError, KunnskapsbaseError, StoreLockedError, StoreUnreachableError

metadata = MetaData()
# What rows are put in order by: compared byte by byte, as SQLite does, and not by the language of the server.
Key = String().with_variant(String(collation="C"), "postgresql")
# SQLite takes some thousand parameters in a statement; PostgreSQL more.
CHUNK = 500
# How long a write waits for somebody else's.
PATIENCE_MS = 10_000
# How often what SQLite does not wait for by itself is tried again.
_AGAIN_S = 0.02
# What SQLite says when there is no room: FULL by itself, and a write that fails (a quota, a bound on file size).
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNUSABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
# The same in PostgreSQL's codes: disk_full, and lock_not_available.
_PG_NO_ROOM, _PG_LOCKED = "53100", "55P03"


class StoreFullError(KunnskapsbaseError):
    """There is no room left to write in; what was written before stands."""


def is_sqlite_file(address: str) -> Path | None:
    """The file behind a database address, or None where it is no SQLite file.

    Raises:
        InputError: the address is no database address.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise _no_address() from error
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def make_engine(address: str) -> Engine:
    """The engine for a database address; the folder of an SQLite file is made.

    Raises:
        InputError: the address is no database address.
        StoreUnreachableError: the driver for it is not installed.
    """
    try:
        url = make_url(address)
        file = is_sqlite_file(address)
        on_server = url.get_backend_name() != "sqlite"
        # As many connections as threads ask at once, some of them kept: the threads are bounded, and one that waited
        # here would not be told why. A database in memory has one for each thread.
        pool = {"max_overflow": -1} if on_server or file else {}
        # A server may have been restarted since a connection was last used; a file has not.
        engine = create_engine(url, pool_pre_ping=on_server, **pool)
    except (ArgumentError, NoSuchModuleError) as error:
        raise _no_address() from error
    except ModuleNotFoundError as error:
        raise StoreUnreachableError(
            f"Databasedriveren {error.name} er ikke installert. For PostgreSQL: pip install 'psycopg[binary]'."
        ) from error
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _pragmas if engine.dialect.name == "sqlite" else _bounds)
    event.listen(engine, "handle_error", _name_what_went_wrong)
    return engine


def _no_address() -> InputError:
    return InputError(
        "DATABASE_URL er ikke en databaseadresse. Skriv for eksempel "
        "postgresql://bruker:passord@tjener/losfor, eller fjern innstillingen for å bruke SQLite i KB_DATA.",
        parameter="DATABASE_URL",
    )


def _pragmas(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        # WAL: the API reads while an ingest writes. FULL: what was acknowledged survives a power cut.
        _write_ahead(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        # What is deleted is overwritten with zeros, so that a takedown leaves nothing in the pages it frees.
        cursor.execute("PRAGMA secure_delete=ON")
    except sqlite3.Error as error:
        raise _named(error) or error from error
    finally:
        cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Have changes logged first. SQLite does not wait where another process is just then doing this to a new file."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


def _bounds(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = {PATIENCE_MS}")
    cursor.close()
    # A rollback, which the pool does before a connection is used, would undo the setting.
    connection.commit()


def _name_what_went_wrong(context: ExceptionContext) -> None:
    if context.is_pre_ping:
        return
    error = context.original_exception
    named = _named(error)
    if named is None and context.dialect.name == "postgresql" and (context.connection is None or context.is_disconnect):
        named = StoreUnreachableError(
            "Databasen i DATABASE_URL svarer ikke. Sjekk adressen, og at tjeneren går; prøv så igjen."
        )
    if named:
        raise named from error


def _named(error: BaseException) -> KunnskapsbaseError | None:
    """What we call an error of the database, ``None`` where it is none that its user can do anything with."""
    code, state = getattr(error, "sqlite_errorcode", None), getattr(error, "sqlstate", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if code in _NO_ROOM or state == _PG_NO_ROOM:
        return StoreFullError(
            "Det er ikke plass til å skrive mer: disken er full, eller kvoten er brukt opp. Det som alt er lagret, "
            "står. Prøv igjen når det er frigjort plass."
        )
    if primary in _LOCKED or state == _PG_LOCKED:
        return StoreLockedError(
            "Databasen er opptatt: et annet program har skrevet i den lenge. Ingenting ble lagret. Prøv igjen om litt."
        )
    if primary in _UNUSABLE:
        return StoreUnreachableError(
            f"Databasefilen i KB_DATA kan ikke brukes ({error}). Sjekk at den er hel, og at du kan skrive der; "
            "ellers hent fram en sikkerhetskopi."
        )
    return None


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
