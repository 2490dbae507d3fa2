"""A disk that fills up: it is told in a line, and nothing that was there is lost."""

import json
import resource
import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.processes import ROOT, environment
from ingest import room
from ingest.pipeline import add
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.records import RecordStore, StoreFullError
from kunnskapsbase.settings import Settings
from tests.support.source_files import report
from tests.support.tiny_model import make_tiny_model

_KILOBYTE = 1024


@pytest.fixture
def settings(small_corpus: Callable[[int], Path], tmp_path: Path) -> Settings:
    model = make_tiny_model(tmp_path / "model")
    return Settings(corpus=small_corpus(6), data=tmp_path / "data", embedding_model=str(model))


def ingest(settings: Settings, *places: Path, most_kilobytes: int | None) -> "subprocess.CompletedProcess[str]":
    """Take in ``places`` in a process none of whose files may grow past a bound, as on a disk that is full."""

    def bound() -> None:
        assert most_kilobytes
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_kilobytes * _KILOBYTE, resource.RLIM_INFINITY))

    return subprocess.run(
        [sys.executable, "-m", "ingest", "add", "--json", *map(str, places)],
        cwd=ROOT,
        env=environment(
            {
                "KB_CORPUS": str(settings.corpus),
                "KB_DATA": str(settings.data),
                "KB_EMBEDDING_MODEL": settings.embedding_model,
            }
        ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=bound if most_kilobytes else None,
    )


# The store of this corpus is some 200 KB; its index needs more in one file.
@pytest.mark.parametrize("most_kilobytes", [48, 120, 400])
def test_an_ingest_that_runs_out_of_room_says_so_and_can_go_on_when_there_is_room(
    settings: Settings, tmp_path: Path, most_kilobytes: int
) -> None:
    add(settings.corpus, settings)
    serving = engine(settings).current(alias(model_fingerprint(settings)))
    reports = tmp_path / "innboks"
    for number in range(12):
        report(reports / f"rapport-{number}.md", about=f"noe nummer {number}", again=12)
    full = ingest(settings, settings.corpus, reports, most_kilobytes=most_kilobytes)
    assert full.returncode == 2, full.stderr
    assert "ikke plass" in full.stderr
    assert "Traceback" not in full.stderr
    assert json.loads(full.stdout)["feil"]
    assert engine(settings).current(alias(model_fingerprint(settings))) == serving
    store = RecordStore(settings.database)
    before = store.count("dokument")
    assert store.count("erfaring") == 6
    store.close()
    freed = ingest(settings, settings.corpus, reports, most_kilobytes=None)
    assert freed.returncode == 0, freed.stderr
    counts = json.loads(freed.stdout)["antall"]
    # Those that got in before the disk was full are not read again.
    assert (counts["uendret"], counts["tatt_inn"]) == (6 + before, 12 - before)


def test_an_index_is_not_begun_where_there_is_no_room_for_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(settings.corpus, settings)
    room.require_room(settings, 1000)
    usage = namedtuple("usage", ["total", "used", "free"])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 40 * 2**20, 40 * 2**20))
    room.require_room(settings, 100)
    with pytest.raises(StoreFullError, match="40 MB ledig"):
        room.require_room(settings, 1000)
