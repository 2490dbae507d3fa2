"""An index of passages that documents are added to is, point by point, the one that is built of all of them."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.document_index import build_passages
from ingest.takedown import find_target, take_down
from kunnskapsbase.channels import in_steps
from kunnskapsbase.document import Document
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import PASSAGES, Contents, Index, Point, Query, engine
from kunnskapsbase.index.contents import read, write
from kunnskapsbase.index.naming import alias
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


def test_where_the_average_changes_by_a_step_all_is_built_anew(settings: Settings, tmp_path: Path) -> None:
    save(settings, *reports(0, 8))
    build_passages(settings)
    first = segments(settings)
    long = report("lang", " ".join(TEXTS * 4))
    save(settings, long)
    assert build_passages(settings) == 33
    assert not segments(settings) & first
    assert points(settings) == points(built_of(settings, tmp_path / "other", *reports(0, 8), long))


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


def test_where_a_document_is_replaced_or_gone_or_many_are_new_all_is_built_anew(settings: Settings) -> None:
    save(settings, *reports(0, 9))
    build_passages(settings)
    first = segments(settings)
    save(settings, report("rapport-0", *TEXTS, f"{WATER} Rettet."), *reports(9, 10))
    assert build_passages(settings) == 40
    second = segments(settings)
    save(settings, *reports(10, 11), gone=reports(3, 4))
    assert build_passages(settings) == 40
    third = segments(settings)
    save(settings, *reports(11, 14))
    assert build_passages(settings) == 52
    fourth = segments(settings)
    save(settings, *reports(14, 15))
    assert build_passages(settings, anew=True) == 56
    assert len(first | second | third | fourth | segments(settings)) == sum(
        map(len, (first, second, third, fourth, segments(settings)))
    )


def test_a_webinar_is_added_too_and_what_was_there_keeps_its_vectors_in_the_cache(settings: Settings) -> None:
    def cached() -> int:
        with sqlite3.connect(settings.data / "losfor.sqlite") as connection:
            (count,) = connection.execute("SELECT count(*) FROM embedding").fetchone()
        connection.close()
        return int(count)

    save(settings, *reports(0, 60))
    build_passages(settings)
    first, before = segments(settings), cached()
    told = Webinar.model_validate({"id": "vann", "tittel": "Lekkasjer i vannrør", "url": "https://eksempel.no/vann"})
    store = RecordStore(settings.database)
    store.save([Record(told.id, "webinar", "webinarer/vann.md", "1", told.model_dump_json(by_alias=True))])
    store.close()
    assert build_passages(settings) == 241
    assert segments(settings) & first
    assert cached() == before + 1


@pytest.mark.parametrize("wrongly", [True, False])
def test_an_index_that_says_wrongly_or_not_at_all_what_it_holds_is_built_anew(
    settings: Settings, *, wrongly: bool
) -> None:
    save(settings, *reports(0, 8))
    build_passages(settings)
    told, first = read(folder(settings)), segments(settings)
    assert told is not None
    if wrongly:
        # As if a document had come while it was being built.
        one_less = {name: sha256 for name, sha256 in told.records["dokument"].items() if name != "rapport-3"}
        write(folder(settings), Contents({**told.records, "dokument": one_less}, 28, told.units, told.averages))
    else:
        (folder(settings) / "innhold.json").write_text("{}", encoding="utf-8")
    save(settings, *reports(8, 9))
    assert build_passages(settings) == 36
    assert not segments(settings) & first


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
