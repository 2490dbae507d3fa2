"""The way in for documents: read in a process of its own, masked, cut, linked, recorded; and nothing silently wrong."""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import bounds
from ingest.documents import DocumentReader, Job, file_hash
from ingest.gathering import EXPERIENCE, Found
from ingest.pipeline import Outcome, add, retry
from ingest.preparing import Wishes
from ingest.problems import Reason
from kunnskapsbase.document import Document
from kunnskapsbase.document_text import DOCUMENT
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import RecordStore, SourceEntry, Status
from kunnskapsbase.settings import ROOT, Settings
from tests.support.source_files import project_list, report, transcript
from tests.support.tiny_model import make_tiny_model

MakeCorpus = Callable[[int], Path]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


@pytest.fixture
def settings(small_corpus: MakeCorpus, tmp_path: Path, tiny_model: Path) -> Settings:
    return Settings(corpus=small_corpus(2), data=tmp_path / "data", embedding_model=str(tiny_model))


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


def documents(store: RecordStore) -> list[Document]:
    return [Document.model_validate_json(record.body) for record in store.all(DOCUMENT)]


def one(outcome: Outcome) -> SourceEntry:
    (source,) = outcome.summary.sources
    return source


def test_a_mixed_folder_comes_in_and_a_second_run_does_nothing(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    report(folder / "rapport.md")
    transcript(folder / "opptak.vtt")
    project_list(folder / "prosjekter.csv", {"Tak på skolen": "Taket lakk.", "Nytt gulv": "Gulvet var slitt."})
    first = add([settings.corpus, folder], settings)
    assert first.summary.failures == ()
    assert first.summary.taken_in == 5
    assert (store.count(DOCUMENT), store.count(EXPERIENCE)) == (2, 4)
    assert first.indexed == 4
    assert first.passages == 4
    second = add([settings.corpus, folder], settings)
    assert (second.summary.taken_in, second.summary.unchanged) == (0, 5)
    assert (second.indexed, second.passages) == (None, None)


def test_a_document_has_its_passages_with_headings_and_places_and_nothing_private(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    report(folder / "rapport.md", about="Alvdal og Tynset. Ring 99 88 77 66, eller skriv til ola.nordmann@gmail.com")
    source = one(add(folder, settings))
    (document,) = documents(store)
    assert document.title == "Felles vaktordning for små kommuner"
    assert document.id.startswith("rapport-")
    assert document.passages[-1].headings[-1] == "Særskilt"
    assert set(document.passages[-1].kommunenummer) == {"3428", "3427"}
    assert "99 88" not in document.model_dump_json()
    assert "gmail" not in document.model_dump_json()
    assert source.masked == {"epost": 1, "telefon": 1}
    kept = store.source(source.path)
    assert kept
    assert kept.masked == source.masked
    assert kept.counts["passages"] == len(document.passages)


def test_a_new_version_takes_the_old_ones_place_under_the_same_id(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    file = report(folder / "rapport.md")
    add(folder, settings)
    (before,) = documents(store)
    report(file, about="en rettelse")
    add(folder, settings)
    (after,) = documents(store)
    assert after.id == before.id
    assert len(after.passages) == len(before.passages) + 1
    row = store.source(str(file))
    assert row
    assert (row.version, row.served_version) == (2, 2)


def test_a_version_that_cannot_be_read_leaves_the_old_one_in_use(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    file = report(folder / "rapport.md")
    add(folder, settings)
    file.write_bytes(b"")
    failed = add(folder, settings)
    assert one(failed).reason == Reason.EMPTY
    assert (failed.indexed, failed.passages) == (None, None)
    assert len(documents(store)) == 1
    row = store.source(str(file))
    assert row
    assert (row.version, row.served_version, row.status) == (2, 1, Status.FAILED)


def test_what_failed_is_told_again_without_being_read_again_until_it_is_asked_for(
    settings: Settings, folder: Path
) -> None:
    (folder / "tom.md").write_bytes(b"")
    first = one(add(folder, settings))
    again = one(add(folder, settings))
    assert (again.status, again.problems) == (first.status, first.problems)
    # The ledger's own row: nothing was read.
    assert again.version == 1
    retried = retry(settings)
    assert retried
    assert one(retried).version == 0


def test_other_limits_let_a_refused_file_be_tried_again(settings: Settings, folder: Path) -> None:
    project_list(folder / "prosjekter.csv", {f"Prosjekt {number}": "Noe manglet." for number in range(5)})
    small = settings.model_copy(update={"read_rows": 2})
    assert one(add(folder, small)).reason == Reason.TOO_MANY_ROWS
    assert one(add(folder, settings)).status is Status.TAKEN_IN


def test_an_unlikely_amount_of_text_is_held_back_until_a_person_accepts_it(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    file = folder / "kort.md"
    file.write_text("# Kort\n\nNesten tomt.\n", encoding="utf-8")
    held = one(add(folder, settings))
    assert (held.status, held.reason) == (Status.QUARANTINED, Reason.SUSPICIOUS_AMOUNT)
    assert "retry --accept" in held.message
    assert documents(store) == []
    retried = retry(settings)
    assert retried
    assert one(retried).status is Status.QUARANTINED
    accepted = retry(settings, accept=True)
    assert accepted
    assert one(accepted).status is Status.TAKEN_IN
    assert add(folder, settings).summary.unchanged == 1
    assert len(documents(store)) == 1


def test_a_version_that_has_lost_most_of_its_text_is_held_back(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    file = report(folder / "rapport.md", again=20)
    add(folder, settings)
    (before,) = documents(store)
    report(file)
    held = one(add(folder, settings))
    assert (held.status, held.reason) == (Status.QUARANTINED, Reason.SUSPICIOUS_AMOUNT)
    assert documents(store) == [before]


def test_a_list_with_bad_rows_gives_the_good_ones_and_tells_of_the_others(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    file = project_list(folder / "prosjekter.csv", {"Tak på skolen": "Taket lakk.", "Uten problem": ""})
    source = one(add(folder, settings))
    assert source.status is Status.PARTLY
    assert [record.path for record in store.all(EXPERIENCE)] == [f"{file}#rad-2"]
    assert source.problems[0][0] == 3
    # The next version of the list has one row fewer and another one mended.
    project_list(file, {"Uten problem": "Nå er det sagt."})
    assert one(add(folder, settings)).status is Status.TAKEN_IN
    (record,) = store.all(EXPERIENCE)
    assert json.loads(record.body)["tittel"] == "Uten problem"


def test_a_row_whose_id_another_file_has_is_told_and_not_taken(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    project_list(folder / "a.csv", {"Tak på skolen": "Taket lakk."})
    project_list(folder / "b.csv", {"Tak på skolen": "Taket lakk.", "Nytt gulv": "Gulvet var slitt."})
    outcome = add(folder, settings)
    partly = next(source for source in outcome.summary.sources if source.path.endswith("b.csv"))
    assert partly.status is Status.PARTLY
    assert "a.csv" in partly.message
    assert store.count(EXPERIENCE) == 2


def test_a_transcript_tied_to_a_webinar_has_its_title_and_its_recording(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    text = "---\nid: fagdag-vakt\ntittel: Fagdag om vakt\narrangor: KS\nurl: https://eksempel.no/fagdag\n"
    text += "opptak_url: https://www.youtube.com/watch?v=abc\n---\n"
    (folder / "fagdag-vakt.md").write_text(text, encoding="utf-8")
    transcript(folder / "opptak.vtt").with_name("opptak.kilde.yml").write_text("webinar: fagdag-vakt\n")
    transcript(folder / "fagdag-vakt.vtt")
    transcript(folder / "annet.vtt").with_name("annet.vtt.yml").write_text("webinar: fagdag-vaks\n")
    outcome = add(folder, settings)
    (failed,) = outcome.summary.failures
    assert "Mente du «fagdag-vakt»" in failed.message
    for document in documents(store):
        assert (document.title, document.publisher) == ("Fagdag om vakt", "KS")
        assert document.url == "https://www.youtube.com/watch?v=abc"
        assert document.kind == "webinar"
        assert document.passages[0].spot.second == 1
    by_name = next(source for source in outcome.summary.sources if source.path.endswith("fagdag-vakt.vtt"))
    assert [code for code, _ in by_name.warnings] == ["webinar_av_navnet"]


def test_what_was_told_of_a_document_is_remembered(settings: Settings, folder: Path, store: RecordStore) -> None:
    file = report(folder / "rapport.md")
    add(file, settings, wishes=Wishes(told={"title": "Det jeg kaller den", "date": "2024"}))
    assert add(folder, settings).summary.unchanged == 1
    report(file, about="en rettelse")
    add(folder, settings)
    (document,) = documents(store)
    assert (document.title, document.date) == ("Det jeg kaller den", "2024")
    with pytest.raises(InputError, match="ett dokument"):
        add([file, report(folder / "to.md")], settings, wishes=Wishes(told={"title": "T"}))


def test_a_note_that_changes_changes_the_document(settings: Settings, folder: Path, store: RecordStore) -> None:
    file = report(folder / "rapport.md")
    add(folder, settings)
    file.with_name("rapport.md.yml").write_text("tittel: Ny tittel\n", encoding="utf-8")
    add(folder, settings)
    assert [document.title for document in documents(store)] == ["Ny tittel"]
    row = store.source(str(file))
    assert row
    assert row.version == 1


def test_a_file_that_is_moved_is_not_taken_in_twice(settings: Settings, folder: Path, store: RecordStore) -> None:
    file = report(folder / "rapport.md")
    add(folder, settings)
    (folder / "arkiv").mkdir()
    file.rename(folder / "arkiv" / "rapport.md")
    add(folder, settings)
    assert len(documents(store)) == 1
    assert store.source(str(folder / "arkiv" / "rapport.md"))


def test_a_document_stays_when_its_folder_is_emptied_but_in_the_corpus_it_follows_its_file(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    dropped = report(folder / "rapport.md")
    report(folder / "annen.md", about="noe annet")
    kept = report(settings.corpus / "dokumenter" / "fast.md", about="noe fast")
    add([settings.corpus, folder], settings)
    dropped.unlink()
    assert add(folder, settings).summary.gone == ()
    assert store.count(DOCUMENT) == 3
    kept.unlink()
    assert add(settings.corpus, settings).summary.gone == ("dokumenter/fast.md",)
    assert store.count(DOCUMENT) == 2


def test_two_copies_are_both_kept_and_linked(settings: Settings, folder: Path, store: RecordStore) -> None:
    one_copy = report(folder / "rapport.md", about="det samme")
    other = report(folder / "kopi" / "kopien.md", about="det aller samme")
    report(folder / "ulik.md").write_text(
        "# Noe ganske annet\n\nHer handler det om brannvesen, feiing og slanger, og slett ikke om det de andre sier.\n"
    )
    add(folder, settings)
    assert store.count(DOCUMENT) == 3
    ((like, similarity),) = store.alike()[str(one_copy)]
    assert like == str(other)
    assert similarity > 0.8


def test_a_file_that_changes_while_it_is_read_is_read_again_and_then_refused(settings: Settings, folder: Path) -> None:
    file = report(folder / "rapport.md")
    reader = DocumentReader(settings.portable())
    try:
        # As prepared, the file had another content than when it had been read.
        job = Job(Found(file, str(file), DOCUMENT), "hash of what it was", "made")
        read = reader.run(job)["job"]
        assert read.refusal is None
        assert read.sha256 == file_hash(file)
        stop = threading.Event()

        def write_on() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                report(file, about=f"versjon {number}")

        writer = threading.Thread(target=write_on)
        writer.start()
        try:
            refused = reader.run(job)["job"]
        finally:
            stop.set()
            writer.join()
        assert refused.refusal
        assert refused.refusal.reason in {Reason.CHANGED_WHILE_READ, Reason.EMPTY}
    finally:
        reader.close()


def test_a_file_that_becomes_a_link_out_of_its_folder_before_it_is_read_is_refused(
    settings: Settings, folder: Path
) -> None:
    outside = report(folder.parent / "utenfor.md")
    file = folder / "rapport.md"
    file.symlink_to(outside)
    reader = DocumentReader(settings.portable())
    try:
        job = Job(Found(file, str(file), DOCUMENT, folder), file_hash(outside), "made")
        refused = reader.run(job)["job"].refusal
        assert refused
        assert refused.reason is Reason.OUTSIDE_FOLDER
        assert reader.run(replace(job, found=replace(job.found, root=None)))["job"].refusal is None
    finally:
        reader.close()


def test_a_refused_file_is_one_row_and_the_rest_is_taken_in(
    settings: Settings, folder: Path, store: RecordStore
) -> None:
    report(folder / "a.md")
    (folder / "b.exe").write_bytes(b"MZ\x90\x00\x03\x00")
    (folder / "c.md").symlink_to("/etc/hostname")
    os.mkfifo(folder / "d.md")
    outcome = add(folder, settings)
    assert outcome.summary.taken_in == 1
    assert {Path(source.path).name: source.reason for source in outcome.summary.failures} == {
        "b.exe": Reason.UNKNOWN_TYPE,
        "c.md": Reason.OUTSIDE_FOLDER,
        "d.md": Reason.NOT_READABLE,
    }
    assert len(store.failures()) == 3
    # A retry takes in nothing that was refused for where it leads.
    retried = retry(settings)
    assert retried is None or retried.summary.taken_in == 0
    assert store.count(DOCUMENT) == 1


def test_a_name_as_long_as_a_name_may_be_and_one_in_an_old_encoding_do_not_stop_the_rest(
    settings: Settings, folder: Path
) -> None:
    report(folder / f"{'å' * 125}.md")
    report(folder / "rapport.md", about="noe annet")
    if sys.platform == "linux":
        (folder / os.fsdecode(b"m\xf8te.md")).write_text("# Notat\n", encoding="utf-8")
    outcome = add(folder, settings)
    assert outcome.summary.taken_in == 2
    assert [source.reason for source in outcome.summary.failures] == [Reason.NOT_READABLE] * (sys.platform == "linux")


def test_a_dry_run_reads_documents_and_writes_nothing(settings: Settings, folder: Path) -> None:
    report(folder / "rapport.md")
    assert add(folder, settings, dry_run=True).summary.taken_in == 1
    assert not settings.data.exists()


def test_the_bounds_hold_for_what_a_person_would_call_well_read() -> None:
    from ingest.blocks import Block, BlockKind, Extract, SourceType  # noqa: PLC0415

    def doubt(kind: SourceType, text: int, passages: int, before: int | None = None, **counts: int) -> str | None:
        extract = Extract(kind, "x", [Block(BlockKind.PARAGRAPH, "a" * text)], counts=counts)
        return bounds.suspicion(extract, passages, before)

    assert doubt(SourceType.PDF, 2150 * 63, 200, pages=63) is None
    assert doubt(SourceType.PDF, 5250 * 27, 200, pages=27) is None
    assert "per side" in (doubt(SourceType.PDF, 5000, 10, pages=100) or "")
    assert "mange ganger" in (doubt(SourceType.PDF, 5_000_000, 900, pages=10) or "")
    assert doubt(SourceType.VTT, 900 * 60, 90, seconds=3600) is None
    assert doubt(SourceType.VTT, 150, 1, seconds=10) is None
    assert "per minutt" in (doubt(SourceType.VTT, 500, 3, seconds=3600) or "")
    assert "ingen avsnitt" in (doubt(SourceType.TEXT, 500, 0) or "")
    assert "biter" in (doubt(SourceType.TEXT, 1000, 900) or "")
    assert "forrige versjon" in (doubt(SourceType.TEXT, 500, 3, before=9000) or "")
    assert doubt(SourceType.TEXT, 500, 3, before=1900) is None


def test_the_five_reports_would_all_pass_the_bounds() -> None:
    reports = ROOT.parent / "shared" / "data" / "rapporter"
    if not reports.is_dir():
        pytest.skip("the reports lie beside the repository")
    from ingest.blocks import Block, BlockKind, Extract, SourceType  # noqa: PLC0415

    for file in reports.glob("*.txt"):
        extract = Extract(SourceType.TEXT, "x", [Block(BlockKind.PARAGRAPH, file.read_text(encoding="utf-8"))])
        assert bounds.suspicion(extract, 2) is None
