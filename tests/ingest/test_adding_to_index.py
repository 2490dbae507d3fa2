"""An index of passages that documents are added to is, point by point, the one that is built of all of them."""

import resource
import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document_index import build_passages
from ingest.encoding import CachedVectors
from ingest.pipeline import bring_up_to_date
from ingest.takedown import find_target, take_down
from kunnskapsbase.channels import in_steps
from kunnskapsbase.document import Document
from kunnskapsbase.document_text import matched_passages
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import PASSAGES, Contents, Index, Point, Query, engine
from kunnskapsbase.index.contents import read, write
from kunnskapsbase.index.naming import alias
from kunnskapsbase.locking import ProcessLock
from kunnskapsbase.records import Record, RecordStore
from kunnskapsbase.settings import ROOT, Settings
from kunnskapsbase.solution import Webinar
from tests.support.documents import NIGHT, SCHOOL, WATER, report, save
from tests.support.tiny_model import make_tiny_model

TEXTS = (WATER, SCHOOL, NIGHT)


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def settings(tmp_path: Path, tiny_model: Path) -> Settings:
    return Settings(corpus=ROOT / "corpus", data=tmp_path / "data", embedding_model=str(tiny_model))


def reports(first: int, beyond: int) -> list[Document]:
    """Reports that are equally long, so that one more leaves the average where it is."""
    return [report(f"rapport-{number}", *TEXTS, f"{WATER} {number}") for number in range(first, beyond)]


def served(settings: Settings) -> str:
    name = engine(settings).current(alias(model_fingerprint(settings), PASSAGES))
    assert name is not None
    return name


def folder(settings: Settings) -> Path:
    """Where the index that serves lies."""
    return settings.data / "index" / served(settings)


def segments(settings: Settings) -> set[str]:
    """What the parts of the index that serves are called: a copy's keep their names, and a build gives its own."""
    return {each.name for each in (folder(settings) / "shard" / "segments").iterdir()}


def opened(settings: Settings) -> Index:
    return engine(settings).open(alias(model_fingerprint(settings), PASSAGES))


def points(settings: Settings) -> list[Point]:
    index = opened(settings)
    found = sorted(index.points(), key=lambda point: point.id)
    index.close()
    return found


def built_of(settings: Settings, data: Path, *documents: Document) -> Settings:
    """Another base with these documents, its index built of them all at once."""
    other = settings.model_copy(update={"data": data})
    save(other, *documents)
    build_passages(other)
    return other


def test_what_is_added_to_is_the_same_as_what_is_built_anew(settings: Settings, tmp_path: Path) -> None:
    save(settings, *reports(0, 8))
    assert build_passages(settings) == 32
    first, holder = segments(settings), opened(settings)
    held = list(holder.points())
    save(settings, *reports(8, 9))
    assert build_passages(settings) == 36
    save(settings, *reports(9, 10))
    assert build_passages(settings) == 40
    assert segments(settings) & first
    # Who had the first one open goes on with it as it was.
    assert list(holder.points()) == held
    holder.close()
    anew = built_of(settings, tmp_path / "other", *reports(0, 10))
    added = points(settings)
    assert added == points(anew)
    assert read(folder(settings)) == read(folder(anew))
    one, other = opened(settings), opened(anew)
    for point in added[::7]:
        asked = Query(dense=point.dense, sparse=point.sparse, limit=20)
        assert one.query(asked) == other.query(asked)
    one.close()
    other.close()


def test_what_is_taken_down_leaves_no_byte_where_it_was_added_to(settings: Settings) -> None:
    save(settings, *reports(0, 8))
    build_passages(settings)
    save(settings, report("hemmelig", *TEXTS, WATER))
    build_passages(settings)

    def told() -> list[Path]:
        index = settings.data / "index"
        return [file for file in index.rglob("*") if file.is_file() and b"hemmelig" in file.read_bytes()]

    assert told()
    first = segments(settings)
    store = RecordStore(settings.database)
    target = find_target(store, "hemmelig")
    store.close()
    take_down(settings, target)
    assert len(points(settings)) == 32
    assert not segments(settings) & first
    assert not told()


def test_where_anything_but_a_new_document_differs_all_is_built_anew(settings: Settings) -> None:
    seen: set[str] = set()

    def built_anew(passages: int, *, anew: bool = False) -> None:
        assert build_passages(settings, anew=anew) == passages
        assert not segments(settings) & seen
        seen.update(segments(settings))

    def told() -> Contents:
        found = read(folder(settings))
        assert found is not None
        return found

    save(settings, *reports(0, 8))
    built_anew(32)
    # One is another than it was.
    save(settings, report("rapport-0", *TEXTS, f"{WATER} Rettet."), *reports(8, 9))
    built_anew(36)
    # More than a quarter is new.
    save(settings, *reports(9, 13))
    built_anew(52)
    # Somebody asked for it.
    save(settings, *reports(13, 14))
    built_anew(56, anew=True)
    # It says of itself that it holds what it is not called by, as if a document had gone while it was being built.
    one_less = {name: sha256 for name, sha256 in told().records["dokument"].items() if name != "rapport-3"}
    write(folder(settings), replace(told(), records={**told().records, "dokument": one_less}, passages=52))
    save(settings, *reports(14, 15))
    built_anew(60)
    # It has not as many points as it says.
    write(folder(settings), replace(told(), passages=59))
    save(settings, *reports(15, 16))
    built_anew(64)
    # It does not say what it holds.
    (folder(settings) / "innhold.json").write_text("{}", encoding="utf-8")
    save(settings, *reports(16, 17))
    built_anew(68)
    # The average length has moved on by a step.
    averages = told().averages
    save(settings, report("lang", " ".join(TEXTS * 8)))
    built_anew(69)
    assert told().averages != averages


def cached(settings: Settings) -> int:
    """How many vectors are kept."""
    with sqlite3.connect(settings.data / "losfor.sqlite") as connection:
        (count,) = connection.execute("SELECT count(*) FROM embedding").fetchone()
    connection.close()
    return int(count)


def test_a_webinar_is_added_too_and_what_was_there_keeps_its_vectors_in_the_cache(settings: Settings) -> None:
    save(settings, *reports(0, 60))
    build_passages(settings)
    first, before = segments(settings), cached(settings)
    told = Webinar.model_validate({"id": "vann", "tittel": "Lekkasjer i vannrør", "url": "https://eksempel.no/vann"})
    store = RecordStore(settings.database)
    store.save([Record(told.id, "webinar", "webinarer/vann.md", "1", told.model_dump_json(by_alias=True))])
    store.close()
    assert build_passages(settings) == 241
    assert segments(settings) & first
    assert cached(settings) == before + 1


def test_what_is_taken_down_before_it_came_into_an_index_leaves_no_vector(settings: Settings) -> None:
    save(settings, *reports(0, 8))
    build_passages(settings)
    before = cached(settings)
    hidden = report("hemmelig", "En tekst som ingen annen har.")
    save(settings, hidden)
    store = RecordStore(settings.database)
    # As an ingest that is killed while it builds has done.
    CachedVectors(settings, store, PASSAGES).make([each.text for each in matched_passages(hidden)])
    assert cached(settings) == before + 1
    take_down(settings, find_target(store, "hemmelig"))
    store.close()
    assert cached(settings) == before


def test_where_another_has_swapped_meanwhile_it_is_that_one_which_is_added_to(settings: Settings) -> None:
    save(settings, *reports(0, 8))
    build_passages(settings)
    first, before = segments(settings), cached(settings)
    save(settings, *reports(8, 9))
    with ThreadPoolExecutor(1) as other:
        with ProcessLock(settings.data / "index" / "BYGGER", "Indeksbygget"):
            building = other.submit(build_passages, settings)
            while cached(settings) < before + 4:
                time.sleep(0.01)
            # It knows what it is to add to, and waits for us: another build of the same content takes that one's place.
            again = folder(settings).with_name(f"{served(settings).partition('.')[0]}.again")
            shutil.copytree(folder(settings), again, ignore=shutil.ignore_patterns("LAAS"))
            pointer = settings.data / "index" / f"{alias(model_fingerprint(settings), PASSAGES)}.current"
            pointer.write_text(again.name, encoding="utf-8")
        assert building.result() == 36
    assert len(points(settings)) == 36
    assert segments(settings) & first


def test_what_a_build_that_was_killed_had_replaced_is_cleared_where_nothing_is_to_be_built(settings: Settings) -> None:
    save(settings, *reports(0, 8))
    bring_up_to_date(settings)
    replaced = folder(settings).with_name("passasjer-before.1")
    shutil.copytree(folder(settings), replaced)
    assert bring_up_to_date(settings) == (None, None)
    assert not replaced.exists()
    assert len(points(settings)) == 32


@contextmanager
def no_file_beyond(most: int) -> Iterator[None]:
    """No file of this process may grow past so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_copy_that_finds_no_room_leaves_the_old_one_serving_and_nothing_lying(settings: Settings) -> None:
    save(settings, *reports(0, 8))
    build_passages(settings)
    before, first = sorted(each.name for each in (settings.data / "index").iterdir()), segments(settings)
    save(settings, *reports(8, 9))
    with no_file_beyond(16 << 20), pytest.raises(OSError, match="File too large"):
        build_passages(settings)
    assert sorted(each.name for each in (settings.data / "index").iterdir()) == before
    assert len(points(settings)) == 32
    assert build_passages(settings) == 36
    assert segments(settings) & first


def test_average_lengths_lie_a_hundredth_apart() -> None:
    assert in_steps(0.0) == 0.0
    for average in (0.5, 1.0, 37.2, 240.0, 5000.0):
        assert in_steps(average) == pytest.approx(average, rel=0.0051)
        assert in_steps(in_steps(average)) == in_steps(average)
    assert in_steps(100.0) == in_steps(100.2) != in_steps(101.5)
