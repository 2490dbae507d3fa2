"""Opening a store: brought to the tables of today, whatever version made it, or refused when that was a newer one.

Each step from one set of tables to the next is a file of ``migrations/versions``, numbered in the order they are taken;
the store says which it has. All that a store lacks is done in one transaction that keeps others out, so that two
programs that open it at once do it once, and one that is killed leaves it as it was. Alembic is loaded only when a
store that is not empty lacks something; an empty one gets all tables at once, which a test proves to be the same.
"""

import re
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, insert, inspect, select

from kunnskapsbase.errors import NewerStoreError
from kunnskapsbase.records import older, revision
from kunnskapsbase.records.database import metadata

FOLDER = Path(__file__).parent / "migrations"
# Alembic's own table, with the one row it keeps in it.
_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True, nullable=False))
_STEP = re.compile(r"(\d{4})_\w+\.py")
# Any number, so long as every version of the program has the same: whom PostgreSQL makes wait for whom.
_PG_LOCK = 571_402_026


def see_to_tables(engine: Engine) -> None:
    """Bring the store behind an engine to the tables of today.

    Raises:
        NewerStoreError: a newer version of the program made the store.
        StoreUnreachableError, StoreLockedError, StoreFullError: it cannot be read or brought up to date.
    """
    with engine.connect() as connection:
        version = _of(connection)
    if version != head():
        _bring_up_to_date(engine)


@lru_cache(maxsize=1)
def head() -> str:
    """The number of the last step that this version of the program knows."""
    return max(found[1] for file in (FOLDER / "versions").iterdir() if (found := _STEP.fullmatch(file.name)))


def _of(connection: Connection) -> str | None:
    """The last step a store has had, ``None`` for one that is empty or older than the steps."""
    if not inspect(connection).has_table(_version.name):
        return None
    return connection.execute(select(_version.c.version_num)).scalar()


def _bring_up_to_date(engine: Engine) -> None:
    with engine.begin() as connection:
        _keep_others_out(connection)
        # Somebody else may have done it while we waited.
        version = _of(connection)
        if version == head():
            return
        if version is not None and version > head():
            raise NewerStoreError(
                f"Databasen er laget av en nyere versjon av programmet (trinn {version}; dette kjenner til og med "
                f"{head()}). Oppdater programmet, eller sett DATABASE_URL eller KB_DATA til sikkerhetskopien fra før "
                "oppdateringen."
            )
        if version is None and not inspect(connection).get_table_names():
            metadata.create_all(connection)
            _version.create(connection)
            connection.execute(insert(_version).values(version_num=head()))
        else:
            _upgrade(connection)
            if version is None:
                older.carry_over(connection)
        revision.begin(connection)


def _keep_others_out(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_PG_LOCK})")


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    command.upgrade(config, "head")
