"""Networks and schemes are taken in like the rest of the corpus: ledger, second run, removal, and back again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.console import Console
from ingest.pipeline import add
from ingest.preparing import Wishes
from ingest.takedown import find_target, take_down
from ingest.telling import tell
from kunnskapsbase.network import NETWORK, Network
from kunnskapsbase.records import RecordStore, Status
from kunnskapsbase.scheme import SCHEME, Scheme
from kunnskapsbase.settings import Settings
from tests.ingest.conftest import CORPUS
from tests.support.tiny_model import make_tiny_model

NETWORK_FILE, SCHEME_FILE = "nettverk/klimanettverk-nord-norge.md", "ordninger/klimasats.md"


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def settings(small_corpus: Callable[[int], Path], tmp_path: Path, tiny_model: Path) -> Settings:
    corpus = small_corpus(2)
    # An experience with the same id as the network.
    for name in (NETWORK_FILE, SCHEME_FILE, "erfaringer/klimanettverk-nord-norge.md", "nettverk/README.md"):
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_bytes((CORPUS / name).read_bytes())
    return Settings(corpus=corpus, data=tmp_path / "data", embedding_model=str(tiny_model))


def counts(settings: Settings) -> tuple[int, int]:
    store = RecordStore(settings.database)
    try:
        return store.count(NETWORK), store.count(SCHEME)
    finally:
        store.close()


def test_they_are_recorded_beside_an_experience_of_the_same_id_and_a_second_run_does_nothing(
    settings: Settings,
) -> None:
    first = add(settings.corpus, settings)
    assert (first.summary.taken_in, first.summary.failures, first.indexed) == (5, (), 3)
    store = RecordStore(settings.database)
    try:
        found = store.get(["nettverk:klimanettverk-nord-norge", "ordning:klimasats", "klimanettverk-nord-norge"])
        network = Network.model_validate_json(found["nettverk:klimanettverk-nord-norge"].body)
        scheme = Scheme.model_validate_json(found["ordning:klimasats"].body)
        assert (network.id, scheme.id) == ("klimanettverk-nord-norge", "klimasats")
        source = store.source(NETWORK_FILE)
        assert source is not None
        assert (source.kind, source.title, source.status) == (NETWORK, "Klimanettverk Nord-Norge", Status.TAKEN_IN)
    finally:
        store.close()
    second = add(settings.corpus, settings)
    assert (second.summary.taken_in, second.summary.unchanged, second.indexed) == (0, 5, None)


def test_a_run_tells_how_many_of_each_kind_it_took_in(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    tell(add(settings.corpus, settings, dry_run=True), Console(as_json=False), dry_run=True)
    told = capsys.readouterr().out
    assert "Ville tatt inn: 5 (3 erfaringer, 1 nettverk, 1 ordning). Uendret: 0. Avvist: 0." in told


def test_what_is_wrong_is_told_by_line_and_the_record_of_before_stays(settings: Settings) -> None:
    add(settings.corpus, settings)
    file = settings.corpus / SCHEME_FILE
    file.write_text(file.read_text(encoding="utf-8").replace("status: ukjent", "status: åpen"), encoding="utf-8")
    (failure,) = add(settings.corpus, settings).summary.failures
    ((line, message),) = failure.problems
    assert failure.path == SCHEME_FILE
    assert file.read_text(encoding="utf-8").split("\n")[(line or 0) - 1] == "status: åpen"
    assert "Velg én av: aktiv, utløpt, ukjent" in message
    assert counts(settings) == (1, 1)


def test_a_file_that_is_gone_takes_its_record_along_and_costs_no_new_index(settings: Settings) -> None:
    add(settings.corpus, settings)
    (settings.corpus / NETWORK_FILE).unlink()
    outcome = add(settings.corpus, settings)
    assert outcome.summary.gone == (NETWORK_FILE,)
    assert outcome.indexed is None
    assert counts(settings) == (0, 1)


def test_one_that_is_taken_down_stays_away_until_it_is_asked_for(settings: Settings) -> None:
    add(settings.corpus, settings)
    store = RecordStore(settings.database)
    try:
        target = find_target(store, SCHEME_FILE)
    finally:
        store.close()
    assert target.record_ids == ("ordning:klimasats",)
    take_down(settings, target)
    assert counts(settings) == (1, 0)
    assert add(settings.corpus, settings).summary.removed == [SCHEME_FILE]
    add(settings.corpus, settings, wishes=Wishes(again=True))
    assert counts(settings) == (1, 1)


def test_a_file_outside_the_corpus_is_known_by_its_fields(settings: Settings, tmp_path: Path) -> None:
    inbox = tmp_path / "innboks"
    inbox.mkdir()
    for name in (NETWORK_FILE, SCHEME_FILE):
        text = (CORPUS / name).read_text(encoding="utf-8")
        stem = Path(name).stem
        (inbox / f"{stem}-2.md").write_text(text.replace(f"id: {stem}", f"id: {stem}-2"), encoding="utf-8")
    outcome = add(inbox, settings)
    assert {source.kind for source in outcome.summary.sources} == {NETWORK, SCHEME}
    assert counts(settings) == (1, 1)
