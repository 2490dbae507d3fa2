"""Every bad file has a named reason or is read; time and memory stay bounded, and the next file is read."""

import os
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.blocks import Extract
from ingest.isolation import ReaderProcess
from ingest.limits import Limits
from ingest.problems import UnreadableError
from tests.support.bad_files import GOOD_TEXT, BadFile, all_bad_files, write

LIMITS = Limits(megabytes=100, unpacked_megabytes=200, seconds=15, memory_megabytes=500)
_SLACK_S = 3
_MAX_GROWTH_MB = 300


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder where temporary files land, used by nobody else."""
    folder = tmp_path_factory.mktemp("midlertidig")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture(scope="module")
def reader(temporary: Path) -> Iterator[ReaderProcess]:
    with ReaderProcess(LIMITS) as process:
        yield process


def _said(extract: Extract) -> str:
    return " ".join(
        [block.text for block in extract.blocks]
        + [str(value) for row in extract.experiences for value in row.fields.values()]
    )


def test_there_are_at_least_sixty_of_them() -> None:
    assert len(all_bad_files()) >= 60


@pytest.mark.parametrize("bad", all_bad_files(), ids=str)
def test_it_is_refused_with_a_reason_or_read(bad: BadFile, reader: ReaderProcess, tmp_path: Path) -> None:
    if bad.name == "file_nobody_may_read" and os.geteuid() == 0:
        pytest.skip("root may read everything")
    file = bad.make(tmp_path)
    before = _peak_mb()
    started = time.monotonic()
    try:
        extract = reader.read(file, root=tmp_path if bad.contained else None)
    except UnreadableError as error:
        assert error.reason in bad.reasons, f"{error.reason}: {error}"
        assert re.match(r"[A-ZÆØÅ0-9«]", str(error))
        assert str(error).endswith(".")
    else:
        assert bad.says or bad.remark or not bad.reasons, f"read all the same: {_said(extract)[:200]!r}"
        assert (bad.says or "") in _said(extract)
        assert bad.remark is None or bad.remark in {remark.code for remark in extract.remarks}
        assert "root:" not in _said(extract)
    assert time.monotonic() - started < LIMITS.seconds + _SLACK_S
    assert _peak_mb() - before < _MAX_GROWTH_MB
    good = write(tmp_path / "etterpa.txt", GOOD_TEXT)
    assert "møblene" in _said(reader.read(good))


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
