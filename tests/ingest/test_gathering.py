"""From the places a person names to the files to take in: nothing is left out in silence, and the folder never left."""

import os
import socket
import sys
from pathlib import Path

import pytest

from ingest.gathering import EXPERIENCE, Gathered, gather
from ingest.problems import Reason
from kunnskapsbase.document_text import DOCUMENT, WEBINAR
from kunnskapsbase.errors import InputError
from kunnskapsbase.records import source_id
from tests.ingest.conftest import CORPUS, GOOD

WEBINAR_TEXT = "---\nid: et-webinar\ntittel: Et webinar\narrangor: KS\nurl: https://ks.no\n---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mappe"
    folder.mkdir()
    return folder


def gathered(*places: Path, inside: Path | None = None) -> Gathered:
    return gather(places, CORPUS, inside=inside)


def kinds(*places: Path) -> dict[str, str]:
    return {found.file.name: found.kind for found in gathered(*places).files}


def reasons(found: Gathered) -> dict[str, str]:
    return {Path(entry.path).name: entry.reason for entry in found.refused}


def test_markdown_is_what_its_front_matter_says_and_all_else_is_documents(folder: Path) -> None:
    (folder / "a.md").write_text(GOOD, encoding="utf-8")
    (folder / "b.md").write_text(WEBINAR_TEXT, encoding="utf-8")
    (folder / "c.md").write_text("---\ntittel: Et notat\n---\n\n# Notat\n", encoding="utf-8")
    (folder / "d.md").write_text("# Notat\n", encoding="utf-8")
    (folder / "under").mkdir()
    (folder / "under" / "e.pdf").write_bytes(b"%PDF-1.7")
    assert kinds(folder) == {
        "a.md": EXPERIENCE,
        "b.md": WEBINAR,
        "c.md": DOCUMENT,
        "d.md": DOCUMENT,
        "e.pdf": DOCUMENT,
    }


def test_of_a_corpus_only_the_rooms_are_read(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for room in ("erfaringer", "webinarer", "dokumenter", "mal", "kommuner"):
        (corpus / room).mkdir(parents=True)
        (corpus / room / "fil.md").write_text("hei", encoding="utf-8")
    (corpus / "README.md").write_text("hei", encoding="utf-8")
    (corpus / "erfaringer" / "README.md").write_text("hei", encoding="utf-8")
    found = gather([corpus], corpus).files
    assert {(each.path, each.kind) for each in found} == {
        ("erfaringer/fil.md", EXPERIENCE),
        ("webinarer/fil.md", WEBINAR),
        ("dokumenter/fil.md", DOCUMENT),
    }


def test_a_folder_that_happens_to_have_a_room_of_that_name_is_read_whole(folder: Path) -> None:
    (folder / "webinarer").mkdir()
    (folder / "webinarer" / "opptak.vtt").write_text("WEBVTT", encoding="utf-8")
    (folder / "rapport.pdf").write_bytes(b"%PDF")
    assert kinds(folder) == {"opptak.vtt": DOCUMENT, "rapport.pdf": DOCUMENT}


def test_notes_and_what_programs_leave_are_no_sources(folder: Path) -> None:
    for name in ("rapport.pdf", "rapport.pdf.yml", "rapport.kilde.yml", "~$rapport.docx", ".skjult", "Thumbs.db"):
        (folder / name).write_text("hei", encoding="utf-8")
    assert kinds(folder) == {"rapport.pdf": DOCUMENT}


def test_several_places_give_each_file_once(folder: Path) -> None:
    file = folder / "rapport.pdf"
    file.write_bytes(b"%PDF")
    assert len(gathered(folder, file, folder).files) == 1


def test_a_link_within_the_folder_is_the_file_it_leads_to(folder: Path) -> None:
    file = folder / "rapport.pdf"
    file.write_bytes(b"%PDF")
    (folder / "snarvei.pdf").symlink_to(file)
    found = gathered(folder)
    assert len(found.files) == 1
    assert found.refused == []


def test_a_link_out_of_the_folder_is_refused_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "hemmelig.txt"
    outside.write_text("hei", encoding="utf-8")
    (folder / "ut.txt").symlink_to(outside)
    (folder / "opp.txt").symlink_to(Path("..") / "hemmelig.txt")
    (folder / "rapport.pdf").write_bytes(b"%PDF")
    found = gathered(folder)
    assert [each.file.name for each in found.files] == ["rapport.pdf"]
    assert reasons(found) == {"ut.txt": Reason.OUTSIDE_FOLDER, "opp.txt": Reason.OUTSIDE_FOLDER}
    # In the ledger it stands under its own name, so that what it leads to is not marked.
    assert source_id(outside.as_posix()) not in {source_id(entry.path) for entry in found.refused}


def test_a_file_named_by_itself_may_be_a_link_unless_it_must_lie_inside(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "rapport.pdf"
    outside.write_bytes(b"%PDF")
    link = folder / "lenke.pdf"
    link.symlink_to(outside)
    assert len(gathered(link).files) == 1
    assert reasons(gathered(link, inside=folder)) == {"lenke.pdf": Reason.OUTSIDE_FOLDER}


def test_links_that_go_in_a_ring_are_refused(folder: Path) -> None:
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    (folder / "selv").symlink_to(folder)
    (folder / "borte.pdf").symlink_to(folder / "finnes-ikke.pdf")
    found = gathered(folder)
    assert found.files == []
    assert set(reasons(found).values()) == {Reason.NOT_READABLE}
    assert reasons(found).keys() == {"a", "b", "selv", "borte.pdf"}


def test_pipes_and_sockets_are_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "roer")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "kontakt"))
        found = gathered(folder)
    assert reasons(found) == {"roer": Reason.NOT_READABLE, "kontakt": Reason.NOT_READABLE}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_entered_is_told(folder: Path) -> None:
    (folder / "lukket").mkdir(mode=0o000)
    assert reasons(gathered(folder)) == {"lukket": Reason.NOT_READABLE}


def test_a_place_that_is_not_there_or_is_empty_is_told(folder: Path) -> None:
    with pytest.raises(InputError, match="Fant ikke"):
        gathered(folder / "borte")
    with pytest.raises(InputError, match="Fant ingenting å ta inn"):
        gathered(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_a_name_in_an_old_encoding_is_refused_and_the_rest_goes_on(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/m\xf8te.txt")).write_text("hei", encoding="utf-8")
    (folder / "møte.txt").write_text("hei", encoding="utf-8")
    found = gathered(folder)
    assert [each.file.name for each in found.files] == ["møte.txt"]
    assert reasons(found) == {"m\\xf8te.txt": Reason.NOT_READABLE}
    assert "Gi den et nytt navn" in found.refused[0].problems[0][1]


def test_a_place_whose_name_is_too_long_for_any_file_is_not_there(folder: Path) -> None:
    with pytest.raises(InputError, match="Fant ikke"):
        gathered(folder / ("a" * 300))


def test_what_is_found_in_a_folder_must_lie_there_also_when_it_is_read(folder: Path) -> None:
    file = folder / "under" / "a.txt"
    file.parent.mkdir()
    file.write_text("Tekst.")
    assert [found.root for found in gathered(folder).files] == [folder]
    assert [found.root for found in gathered(file, inside=folder).files] == [folder]
    assert [found.root for found in gathered(file).files] == [None]
