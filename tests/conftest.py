"""What every test shares.

Real things throughout: a real record store and index in a temporary folder, the corpus of the checkout, the model that
is shipped, servers on loopback. What is costly is made once a session and only read. A test that reaches for the
network beyond this machine fails.
"""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

from demo.browser import chromium
from ingest.pipeline import add
from kunnskapsbase.locking import ProcessLock
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.settings import ROOT, Settings
from search_api.service import SearchService
from tests.support.postgres import Cluster, binaries, running_cluster

# The same examples each time, so that a change is judged by what it changed; «make fuzz» looks for new ones. No
# deadlines: how long an example takes says more about who else uses the machine.
hypothesis.settings.register_profile("steady", derandomize=True, database=None, deadline=None)
hypothesis.settings.register_profile("search", deadline=None)
hypothesis.settings.load_profile("steady")

# What says which tests are to be run, and is no setting.
KEPT = {"KB_BROWSER", "KB_POSTGRES", "KB_QDRANT"}
# Beside those in a browser, the files that take a worker longest.
_LONG = {"test_crash.py", "test_deputies.py", "test_description.py", "test_takedown.py"}
_connect = socket.socket.connect
# As long as one worker waits for another to take in the corpus, which takes a quiet machine 15 s.
_TAKING_IN_S = 600.0


def _only_loopback(self: socket.socket, address: tuple[str, int] | str) -> None:
    host = address[0] if isinstance(address, tuple) else "localhost"
    if self.family in {socket.AF_INET, socket.AF_INET6} and host not in {"127.0.0.1", "::1", "localhost"}:
        raise AssertionError(f"A test reached for the network: {address}")
    _connect(self, address)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _only_loopback)
    # The settings of whoever runs the tests must not change what they find.
    for name in [name for name in os.environ if name.startswith("KB_") and name not in KEPT]:
        patch.delenv(name)
    for name in ("QDRANT_URL", "QDRANT_API_KEY", "DATABASE_URL"):
        patch.delenv(name, raising=False)
    yield
    patch.undo()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first, so that the workers end at the same time, and leave browser tests out without one.

    Where there is no Chromium, that is; with ``KB_BROWSER=required`` they run and fail.
    """
    long = {item.path for item in items if item.path.name in _LONG or item.get_closest_marker("browser")}
    items.sort(key=lambda item: (item.path.name not in _LONG, item.path not in long))
    if chromium() or os.environ.get("KB_BROWSER") == "required":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL cluster; what asks for it is left out where none is installed, unless ``KB_POSTGRES=required``."""
    folder = binaries()
    if folder is None and os.environ.get("KB_POSTGRES") != "required":
        pytest.skip("PostgreSQL is not installed")
    assert folder, "PostgreSQL is not installed"
    with running_cluster(folder) as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def store_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not there yet, in each of the databases a store can be in."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'dypere' / 'losfor.sqlite'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.store()


@pytest.fixture(scope="session")
def register() -> MunicipalityRegister:
    """The register of the checkout."""
    return load_register(ROOT / "corpus" / "kommuner")


@pytest.fixture(scope="session")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the whole corpus, made with the shipped model. Only to be copied.

    The workers share it: the first to need it makes it.
    """
    ours = tmp_path_factory.getbasetemp()
    folder = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "hele-korpuset"
    with ProcessLock(folder.with_suffix(".laas"), "Korpuset til testene", _TAKING_IN_S):
        if not folder.exists():
            unfinished = Settings(data=folder.with_suffix(".uferdig"))
            add(unfinished.corpus, unfinished)
            unfinished.data.rename(folder)
    return folder


@pytest.fixture(scope="session")
def indexed(taken_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a store and an index that hold the whole corpus. Only to be read."""
    return Settings(data=shutil.copytree(taken_in, tmp_path_factory.mktemp("korpus") / "data"))


@pytest.fixture(scope="session")
def service(indexed: Settings) -> Iterator[SearchService]:
    """The search service over the whole corpus; it holds the index of ``indexed`` until the session ends."""
    service = SearchService(indexed)
    yield service
    service.close()


@pytest.fixture
def small_corpus(tmp_path: Path) -> Callable[[int], Path]:
    """Makes a corpus of the first so many experiences, with the register, to write in."""

    def make(count: int) -> Path:
        corpus = tmp_path / "corpus"
        experiences = corpus / "erfaringer"
        experiences.mkdir(parents=True)
        (corpus / "kommuner").symlink_to(ROOT / "corpus" / "kommuner")
        for file in sorted((ROOT / "corpus" / "erfaringer").glob("*.md"))[:count]:
            (experiences / file.name).write_bytes(file.read_bytes())
        return corpus

    return make
