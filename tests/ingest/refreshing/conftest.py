"""A register of one county whose sources are on loopback, and the command that renews it."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from tests.support import open_apis
from tests.support.open_apis import Row, rows_of, small_register
from tests.support.web import Site, website

Told = tuple[int, dict[str, Any]]


@dataclass
class Renewal:
    """A register in ``folder``; ``rows`` are what its sources say when ``serve`` is called, ``before`` what stood."""

    site: Site
    folder: Path
    rows: dict[str, Row]
    capsys: pytest.CaptureFixture[str]
    before: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.before = copy.deepcopy(self.rows)

    def run(self, *arguments: str) -> Told:
        """Run the command with ``--json``: its exit status, and what it said by source, or of itself."""
        status = main(["refresh", *arguments, "--allow-private", "127.0.0.1", "--json"])
        said = json.loads(self.capsys.readouterr().out)
        return status, {each["id"]: each for each in said["kilder"]} if "kilder" in said else said

    def serve(self) -> None:
        """Let every source say what ``rows`` say."""
        open_apis.serve(self.site, self.rows)

    def answer(self, path: str, content: object) -> None:
        """Let one source say something else."""
        open_apis.answer(self.site, path, content)

    def changed(self) -> dict[tuple[str, str], str]:
        """What is otherwise in the file now: kommunenummer and column → value. No row has come or gone."""
        after = rows_of(self.folder / "kommuner.csv")
        assert list(after) == list(self.before)
        return {
            (number, column): value
            for number, row in after.items()
            for column, value in row.items()
            if value != self.before[number][column]
        }

    def states(self) -> dict[str, tuple[int, bytes]]:
        """Every file with its content, and whether it is the same file."""
        return {file.name: (file.stat().st_ino, file.read_bytes()) for file in self.folder.iterdir()}


MakeRenewal = Callable[[Path, dict[str, Row]], Renewal]


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as running:
        yield running


@pytest.fixture
def renewal(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> MakeRenewal:
    """Makes the renewal of a register; a source has two seconds to answer in."""

    def make(folder: Path, rows: dict[str, Row]) -> Renewal:
        monkeypatch.setenv("KB_CORPUS", str(folder.parent))
        monkeypatch.setenv("KB_DATA", str(tmp_path / "data"))
        monkeypatch.setenv("KB_READ_SECONDS", "2")
        return Renewal(site, folder, rows, capsys)

    return make


@pytest.fixture
def county(renewal: MakeRenewal, site: Site, tmp_path: Path) -> Renewal:
    """The 41 municipalities of Nordland, as their register has them and as every source says."""
    folder = tmp_path / "corpus" / "kommuner"
    made = renewal(folder, small_register(folder, "18", site))
    made.serve()
    return made
