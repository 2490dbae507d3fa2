"""The way in: what is new is taken in, what is unchanged is left, what is broken is told and costs nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from haystack import Pipeline

from ingest.gathering import gather
from ingest.pipeline import Outcome, add, reindex
from ingest.steps import build_corpus_pipeline, build_document_pipeline, build_index_pipeline
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.errors import InputError
from kunnskapsbase.index import engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from tests.support.tiny_model import make_tiny_model

MakeCorpus = Callable[[int], Path]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def settings(small_corpus: MakeCorpus, tmp_path: Path, tiny_model: Path) -> Settings:
    return Settings(corpus=small_corpus(8), data=tmp_path / "data", embedding_model=str(tiny_model))


def files(settings: Settings) -> list[Path]:
    return sorted((settings.corpus / "erfaringer").glob("*.md"))


def served(settings: Settings) -> str | None:
    return engine(settings).current(alias(model_fingerprint(settings)))


def counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.summary.taken_in, outcome.summary.unchanged, len(outcome.summary.failures)


def test_a_first_run_takes_in_everything_and_a_second_does_nothing(settings: Settings) -> None:
    first = add(settings.corpus, settings)
    assert counts(first) == (8, 0, 0)
    assert first.indexed == 8
    name = served(settings)
    second = add(settings.corpus, settings)
    assert counts(second) == (0, 8, 0)
    assert second.indexed is None
    assert served(settings) == name


def test_a_dry_run_writes_nothing(settings: Settings) -> None:
    outcome = add(settings.corpus, settings, dry_run=True)
    assert counts(outcome) == (8, 0, 0)
    assert not settings.data.exists()


def test_a_changed_file_is_taken_in_and_the_index_follows(settings: Settings) -> None:
    add(settings.corpus, settings)
    before = served(settings)
    file = files(settings)[0]
    file.write_text(file.read_text(encoding="utf-8").replace("## Løsning\n\n", "## Løsning\n\nEn rettelse. ", 1))
    outcome = add(settings.corpus, settings)
    assert counts(outcome) == (1, 7, 0)
    assert outcome.indexed == 8
    assert served(settings) != before


def test_a_broken_file_is_told_with_its_line_and_the_rest_is_taken_in(settings: Settings) -> None:
    broken = files(settings)[2]
    broken.write_text(broken.read_text(encoding="utf-8").replace("status: ", "status: kanskje", 1), encoding="utf-8")
    outcome = add(settings.corpus, settings)
    assert counts(outcome) == (7, 0, 1)
    failure = outcome.summary.failures[0]
    assert failure.path == f"erfaringer/{broken.name}"
    line, message = failure.problems[0]
    assert line is not None
    assert broken.read_text(encoding="utf-8").splitlines()[line - 1].startswith("status:")
    assert "planlagt" in message


def test_a_file_that_breaks_later_keeps_the_record_it_gave(settings: Settings) -> None:
    add(settings.corpus, settings)
    files(settings)[0].write_bytes(b"\xff\xfe not UTF-8")
    outcome = add(settings.corpus, settings)
    assert counts(outcome) == (0, 7, 1)
    store = RecordStore(settings.database)
    assert store.count("erfaring") == 8
    assert len(store.failures()) == 1
    store.close()


def test_a_file_that_is_removed_leaves_the_store_and_the_index(settings: Settings) -> None:
    add(settings.corpus, settings)
    gone = files(settings)[0]
    gone.unlink()
    outcome = add(settings.corpus, settings)
    assert outcome.summary.gone == (f"erfaringer/{gone.name}",)
    assert outcome.indexed == 7


def test_the_same_id_twice_is_refused_the_second_time_and_both_files_are_named(settings: Settings) -> None:
    original = files(settings)[3]
    copy = settings.corpus / "erfaringer" / "x" / original.name
    copy.parent.mkdir()
    copy.write_bytes(original.read_bytes())
    for expected_taken in (8, 0):
        outcome = add(settings.corpus, settings)
        assert outcome.summary.taken_in == expected_taken
        (failure,) = outcome.summary.failures
        assert {failure.path, f"erfaringer/{original.name}"} == {
            f"erfaringer/x/{original.name}",
            f"erfaringer/{original.name}",
        }
        assert original.name in failure.problems[0][1]


def test_a_renamed_file_with_a_new_id_takes_the_old_ones_place(settings: Settings) -> None:
    add(settings.corpus, settings)
    old = files(settings)[0]
    new = old.with_name("et-nytt-navn.md")
    new.write_text(old.read_text(encoding="utf-8").replace(f"id: {old.stem}", "id: et-nytt-navn", 1), encoding="utf-8")
    old.unlink()
    outcome = add(settings.corpus, settings)
    assert outcome.summary.taken_in == 1
    assert outcome.indexed == 8


def test_one_file_alone_can_be_taken_in_without_the_others_being_gone(settings: Settings) -> None:
    add(settings.corpus, settings)
    outcome = add(files(settings)[0], settings)
    assert counts(outcome) == (0, 1, 0)
    assert outcome.summary.gone == ()


def test_a_place_that_is_not_there_or_holds_nothing_is_told(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Fant ikke"):
        add(tmp_path / "nowhere", settings)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="Fant ingenting å ta inn"):
        add(tmp_path / "empty", settings)


def test_a_folder_that_calls_itself_a_file_is_a_failure_and_not_an_end(settings: Settings) -> None:
    (settings.corpus / "erfaringer" / "mappe.md").mkdir()
    assert counts(add(settings.corpus, settings)) == (8, 0, 1)


def test_another_model_makes_another_collection_and_the_old_one_stays(settings: Settings, tmp_path: Path) -> None:
    add(settings.corpus, settings)
    other = settings.model_copy(
        update={"embedding_model": str(make_tiny_model(tmp_path / "other", dimensions=24, seed=2))}
    )
    assert served(other) is None
    assert add(settings.corpus, other).indexed == 8
    assert served(other) != served(settings)
    for each in (settings, other):
        index = engine(each).open(alias(model_fingerprint(each)))
        assert {len(point.dense) for point in index.points()} == {16 if each is settings else 24}
        index.close()


def test_a_prefix_makes_another_collection(settings: Settings) -> None:
    assert model_fingerprint(settings) != model_fingerprint(settings.model_copy(update={"query_prefix": "query: "}))


def test_reindex_builds_beside_and_swaps_while_the_old_one_is_held(settings: Settings) -> None:
    add(settings.corpus, settings)
    held = engine(settings).open(alias(model_fingerprint(settings)))
    assert reindex(settings) == 8
    assert served(settings) != held.name
    assert held.count() == 8
    held.close()
    assert add(settings.corpus, settings).indexed is None


def test_reindex_of_an_empty_store_says_what_to_do(settings: Settings) -> None:
    with pytest.raises(InputError, match="make index"):
        reindex(settings)


def _parts(pipeline: Pipeline) -> tuple[object, list[str]]:
    """What a pipeline is made of; Haystack writes its connections in no fixed order."""
    description = pipeline.to_dict()
    return description["components"], sorted(map(str, description["connections"]))


@pytest.mark.parametrize("build", [build_corpus_pipeline, build_document_pipeline, build_index_pipeline])
def test_the_pipelines_round_trip_through_yaml(build: Callable[[Settings], Pipeline], settings: Settings) -> None:
    text = build(settings).dumps()
    assert "api_key" not in text
    assert _parts(Pipeline.loads(text, allowed_modules=["ingest.*"])) == _parts(build(settings))


def test_a_pipeline_out_of_yaml_takes_files_in(settings: Settings) -> None:
    loaded = Pipeline.loads(build_corpus_pipeline(settings).dumps(), allowed_modules=["ingest.*"])
    found = gather([settings.corpus], settings.corpus).files
    answer = loaded.run({"reader": {"files": found}})
    assert answer["recorder"]["summary"].taken_in == 8
    assert add(settings.corpus, settings).indexed == 8
