"""What a document is called: a report of the catalogue by the id it has there, and no two documents the same."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.pipeline import add
from ingest.preparing import Wishes
from ingest.takedown import find_target, take_down
from kunnskapsbase.document import Document
from kunnskapsbase.document_text import DOCUMENT, matched_passages
from kunnskapsbase.records import RecordStore, SourceEntry
from kunnskapsbase.settings import Settings
from tests.support.source_files import report
from tests.support.tiny_model import make_tiny_model

MakeCorpus = Callable[[int], Path]
CATALOGUE = """\
rapporter:
  - id: vakt-2020-smaa-kommuner
    tittel: Felles vakt i små kommuner
    utgiver: Eksempelforlaget
    aar: 2020
    maalform: nb
    adresse: https://eksempel.no/vakt.pdf
"""
REPORT_ID = "vakt-2020-smaa-kommuner"


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def settings(small_corpus: MakeCorpus, tmp_path: Path, tiny_model: Path) -> Settings:
    corpus = small_corpus(2)
    (corpus / "rapporter.yml").write_text(CATALOGUE, encoding="utf-8")
    return Settings(corpus=corpus, data=tmp_path / "data", embedding_model=str(tiny_model))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "innboks"
    folder.mkdir()
    return folder


@pytest.fixture
def store(settings: Settings) -> Iterator[RecordStore]:
    store = RecordStore(settings.database)
    yield store
    store.close()


def ids(store: RecordStore) -> dict[str, str]:
    return {Path(record.path).name: record.id for record in store.all(DOCUMENT)}


def row(store: RecordStore, file: Path) -> SourceEntry:
    found = store.source(str(file))
    assert found
    return found


def warnings(store: RecordStore, file: Path) -> list[str]:
    return [code for code, _ in row(store, file).warnings]


def test_a_report_of_the_catalogue_is_called_what_it_is_called_there_and_others_by_name_and_digits(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    named = report(folder / "vakt-2020-tiltak-smaa-kommuner.md")
    report(folder / "annet.md", about="noe helt annet")
    add(folder, settings)
    found = ids(store)
    assert found[named.name] == REPORT_ID
    assert found["annet.md"].startswith("annet-")
    assert row(store, named).record_id == REPORT_ID
    assert warnings(store, named) == ["katalog_av_navnet"]
    report(named, about="en ny utgave")
    add(folder, settings)
    assert ids(store)[named.name] == REPORT_ID


def test_a_second_file_of_the_same_report_is_kept_beside_the_first_under_its_own_id_and_told_of(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    first = report(folder / f"{REPORT_ID}.md")
    second = report(folder / "kopi" / f"{REPORT_ID}-kort.md", about="en kortere utgave")
    add([first, second], settings)
    found = ids(store)
    assert found[first.name] == REPORT_ID
    assert found[second.name].startswith(f"{REPORT_ID}-kort-")
    assert row(store, second).record_id == found[second.name]
    assert "samme_rapport" in warnings(store, second)
    assert "samme_rapport" not in warnings(store, first)
    message = dict(row(store, second).warnings)["samme_rapport"]
    assert str(first) in message
    # Read again, each is what it was.
    for file in (second, first):
        report(file, about="noe nytt")
        add(folder, settings)
    assert ids(store) == found


def test_a_report_that_is_moved_keeps_its_id(settings: Settings, folder: Path, store: RecordStore) -> None:
    file = report(folder / f"{REPORT_ID}.md")
    add(folder, settings)
    (folder / "arkiv").mkdir()
    moved = file.rename(folder / "arkiv" / file.name)
    add(folder, settings)
    assert ids(store) == {file.name: REPORT_ID}
    assert row(store, moved).record_id == REPORT_ID


def test_a_note_with_another_title_says_that_the_file_is_not_the_report(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    other = report(folder / "vakt-2020-om-smaa-kommuner.md")
    other.with_name(f"{other.name}.yml").write_text("tittel: Noe annet om vakt\n", encoding="utf-8")
    same = report(folder / f"{REPORT_ID}.md", about="det samme")
    same.with_name(f"{same.name}.yml").write_text("tittel: Felles vakt i små kommuner\n", encoding="utf-8")
    add(folder, settings)
    found = ids(store)
    assert found[other.name].startswith("vakt-2020-om-smaa-kommuner-")
    assert found[same.name] == REPORT_ID
    # Who wrote the note knows what the file is.
    assert warnings(store, other) == warnings(store, same) == []
    documents = {record.id: Document.model_validate_json(record.body) for record in store.all(DOCUMENT)}
    assert documents[REPORT_ID].publisher == "Eksempelforlaget"
    assert documents[found[other.name]].publisher is None


def test_a_report_that_was_taken_down_does_not_come_back_by_itself_as_another_file(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    file = report(folder / f"{REPORT_ID}.md")
    add(folder, settings)
    take_down(settings, find_target(store, REPORT_ID))
    other = report(folder / "ny" / f"{REPORT_ID}.md", about="en ny utgave")
    outcome = add(folder, settings)
    assert set(outcome.summary.removed) == {str(file), str(other)}
    assert ids(store) == {}
    add(other, settings, wishes=Wishes(again=True))
    assert ids(store) == {other.name: REPORT_ID}


def test_the_links_of_a_text_are_kept_with_the_document_and_are_not_searched(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    text = (
        "Les mer om ordningen i veilederen på https://eksempel.no/veileder.pdf før dere søker.\n"
        "Skriv skjemaet ut fra https://eksempel.no/?fra=ola.nordmann%40gmail.com og lever det.\n"
    )
    (folder / "notat.txt").write_text(text * 3, encoding="utf-8")
    add(folder, settings)
    (record,) = store.all(DOCUMENT)
    document = Document.model_validate_json(record.body)
    assert document.links == ("https://eksempel.no/veileder.pdf",)
    assert "nordmann" not in record.body
    assert not any("eksempel.no" in passage.text for passage in matched_passages(document))
