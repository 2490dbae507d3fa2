"""A PostgreSQL cluster of our own for the tests: in a temporary folder, on a Unix socket, gone when they are done.

PostgreSQL refuses to run as root; the cluster then belongs to the user ``postgres``, which its package makes. Its texts
are put in order as in Norwegian, unlike SQLite's, so that code that leans on the order of a database is found out.
"""

import contextlib
import itertools
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

_USER = "lostfor"
# ICU came as an order of its own with this version.
_WITH_ICU = 15
_PATIENCE_S = 30.0


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that is installed; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = [file.parent for file in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: float(folder.parent.name), default=None)


@dataclass
class Cluster:
    """A running cluster; ``store`` makes room for an empty store in it."""

    socket: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def address(self) -> str:
        """The SQLAlchemy address of the cluster's own database."""
        return f"postgresql+psycopg://{_USER}@/postgres?host={self.socket}"

    def store(self) -> str:
        """The address of a new and empty schema: as good as a database of its own, and made in no time."""
        name = f"test_{next(self._numbers)}"
        engine = create_engine(self.address)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        engine.dispose()
        return f"{self.address}&options=-csearch_path%3D{name}"


@contextlib.contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster made with the binaries in ``folder``."""
    user = "postgres" if os.geteuid() == 0 else None
    # Not pytest's own folder, which is closed to other users; and a socket's path must be short.
    place = Path(tempfile.mkdtemp(prefix="lostfor-pg-"))
    try:
        if user:
            os.chown(place, pwd.getpwnam(user).pw_uid, -1)
        _make(folder, place / "data", user)
        options = ("-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200", "-k", str(place))
        server = subprocess.Popen(
            [folder / "postgres", "-D", place / "data", *options],
            user=user,
            cwd=place,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            cluster = Cluster(place)
            _wait_for(cluster, server)
            yield cluster
        finally:
            # At once: nothing in it is wanted any more.
            server.send_signal(signal.SIGQUIT)
            server.wait(_PATIENCE_S)
    finally:
        shutil.rmtree(place)


def _make(folder: Path, data: Path, user: str | None) -> None:
    version = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    number = re.search(r"(\d+)\.", version)
    with_icu = number is not None and int(number[1]) >= _WITH_ICU
    order = ("--locale-provider=icu", "--icu-locale=nb", "--locale=C") if with_icu else ("--locale=C",)
    made = subprocess.run(
        [folder / "initdb", "-D", data, "-U", _USER, "--auth=trust", "--encoding=UTF8", "--no-sync", *order],
        user=user,
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


def _wait_for(cluster: Cluster, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE_S
    engine = create_engine(cluster.address)
    while True:
        try:
            engine.connect().close()
        except OperationalError:
            assert server.poll() is None, "PostgreSQL stopped"
            assert time.monotonic() < deadline, "PostgreSQL did not start"
            time.sleep(0.05)
        else:
            engine.dispose()
            return
