"""A second process is told who holds the index and what to do, and the first is not disturbed."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from demo.processes import environment
from kunnskapsbase.errors import StoreInUseError
from kunnskapsbase.index import Query
from kunnskapsbase.index.edge import EdgeEngine
from kunnskapsbase.locking import ProcessLock
from tests.kunnskapsbase.test_index_contract import DIMENSIONS, make_points, make_query

_OPEN = """
import sys
from pathlib import Path
from kunnskapsbase.errors import StoreInUseError
from kunnskapsbase.index.edge import EdgeEngine
try:
    EdgeEngine(Path(sys.argv[1])).open("alias")
except StoreInUseError as error:
    print(error)
    sys.exit(3)
"""


def _second_process(root: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", _OPEN, str(root)]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)


def test_a_second_process_is_told_who_holds_the_index_and_the_first_goes_on(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path)
    engine.build("alias", "a", DIMENSIONS, make_points(50))
    index = engine.open("alias")
    before = index.query(make_query(1))
    second = _second_process(tmp_path)
    assert second.returncode == 3
    assert "er i bruk av prosess" in second.stdout
    assert "KB_DATA" in second.stdout
    assert "Traceback" not in second.stderr
    assert index.query(make_query(1)) == before
    index.close()
    assert _second_process(tmp_path).returncode == 0


def test_an_index_can_be_built_and_swapped_while_another_holds_the_old_one(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path)
    engine.build("alias", "old", DIMENSIONS, make_points(10))
    held = engine.open("alias")
    EdgeEngine(tmp_path).build("alias", "new", DIMENSIONS, make_points(20))
    assert held.count() == 10
    assert len(held.query(Query(dense=make_points(1)[0].dense, sparse={}, limit=5)).passages) == 5
    fresh = engine.open("alias")
    assert fresh.count() == 20
    held.close()
    fresh.close()
    engine.build("alias", "newest", DIMENSIONS, make_points(5))
    assert sorted(folder.name for folder in tmp_path.iterdir() if folder.is_dir()) == ["newest"]


def test_a_build_waits_for_another_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kunnskapsbase.index.edge._BUILD_PATIENCE_S", 0.2)
    with ProcessLock(tmp_path / "BYGGER", "Indeksbygget"), pytest.raises(StoreInUseError, match="Indeksbygget"):
        EdgeEngine(tmp_path).build("alias", "a", DIMENSIONS, make_points(5))


def test_a_lock_is_free_again_when_its_holder_lets_go(tmp_path: Path) -> None:
    lock = ProcessLock(tmp_path / "LAAS", "Noe")
    with lock:
        pass
    with ProcessLock(tmp_path / "LAAS", "Noe"):
        pass


def test_an_index_of_an_older_analysis_is_cleared_away_and_another_models_is_kept(tmp_path: Path) -> None:
    engine = EdgeEngine(tmp_path)
    engine.build("losninger-model1-old", "a", DIMENSIONS, make_points(5))
    engine.build("losninger-model2-old", "b", DIMENSIONS, make_points(5))
    engine.build("losninger-model1-new", "c", DIMENSIONS, make_points(5))
    assert engine.current("losninger-model1-old") is None
    assert (engine.current("losninger-model2-old"), engine.current("losninger-model1-new")) == ("b", "c")
    assert sorted(folder.name for folder in tmp_path.iterdir() if folder.is_dir()) == ["b", "c"]


def test_a_lock_that_is_worth_waiting_for_is_taken_when_the_other_lets_go(tmp_path: Path) -> None:
    held = ProcessLock(tmp_path / "BYGGER", "Indeksbygget").acquire()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ProcessLock(tmp_path / "BYGGER", "Indeksbygget", patience_s=60).acquire)
        with pytest.raises(TimeoutError):
            waiting.result(0.3)
        held.release()
        waiting.result(30).release()


def test_patience_has_an_end(tmp_path: Path) -> None:
    with ProcessLock(tmp_path / "BYGGER", "Indeksbygget"), pytest.raises(StoreInUseError, match="Indeksbygget"):
        ProcessLock(tmp_path / "BYGGER", "Indeksbygget", patience_s=0.2).acquire()
