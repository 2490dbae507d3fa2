"""PDFs that are damaged, locked, endless or empty: each has its reason or its remark, soon, and nothing else."""

import random
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.blocks import Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.pdf import read
from tests.support.pdf_making import (
    DATA,
    SENTENCE,
    bomb,
    encrypted,
    good,
    lines,
    page_tree_loop,
    pdf,
    scanned,
    with_content,
    without_unicode_values,
)

SECONDS = 20
LIMITS = Limits(pages=100)
PRINTED = DATA / "en-spalte-libreoffice.pdf"
GOOD = good()
CROWDED = b"BT /F1 1 Tf " + b"(%b) Tj 0 1 Td " % (b"a" * 90) * 6000 + b" ET"

REFUSED: dict[str, tuple[Reason, Callable[[], bytes]]] = {
    "of no bytes": (Reason.EMPTY, lambda: b""),
    "of a header alone": (Reason.DAMAGED, lambda: b"%PDF-1.7\n"),
    "of noise": (Reason.DAMAGED, lambda: b"%PDF-1.7\n" + random.Random(3).randbytes(20_000)),
    "cut off in the middle": (Reason.DAMAGED, lambda: PRINTED.read_bytes()[:20_000]),
    "without pages": (Reason.DAMAGED, lambda: pdf([b"<</Type/Catalog>>"])),
    "with a page tree that is only a loop": (
        Reason.DAMAGED,
        lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
    ),
    "locked with a password, AES": (Reason.ENCRYPTED, lambda: encrypted(GOOD, "hemmelig", "eier", "AES-256")),
    "locked with a password, RC4": (Reason.ENCRYPTED, lambda: encrypted(GOOD, "hemmelig", "eier", "RC4-128")),
    "of 5,000 pages": (Reason.TOO_MANY_PAGES, lambda: with_content(b"", times=5000)),
    "that unpacks to 200 MB": (Reason.BOMB, lambda: bomb(1)),
    "that unpacks to 200 MB when unpacked twice": (Reason.BOMB, lambda: bomb(2)),
    "with half a million characters on a page": (Reason.BOMB, lambda: with_content(CROWDED)),
    "that is scanned": (Reason.NEEDS_OCR, scanned),
    "with an empty page": (Reason.NO_TEXT, lambda: with_content(b"")),
    "whose font says nothing of its letters": (Reason.NO_TEXT, without_unicode_values),
}


def extract(data: bytes, folder: Path) -> Extract:
    file = folder / "fil.pdf"
    file.write_bytes(data)
    return read(file, LIMITS)


def codes(found: Extract) -> list[str]:
    return [remark.code for remark in found.remarks]


@pytest.mark.parametrize("what", REFUSED)
def test_a_pdf_is_refused_for_its_own_reason(what: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    reason, make = REFUSED[what]
    data = make()
    start = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        extract(data, tmp_path)
    assert caught.value.reason is reason
    assert time.monotonic() - start < SECONDS
    assert capfd.readouterr() == ("", "")


def test_a_scanned_pdf_is_told_which_program_reads_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="ocrmypdf -l nor"):
        extract(scanned(), tmp_path)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_only_its_owner_may_change_is_read(algorithm: str, tmp_path: Path) -> None:
    found = extract(encrypted(GOOD, "", "eier", algorithm), tmp_path)
    assert [block.text for block in found.blocks] == [SENTENCE]


def test_a_broken_table_of_places_is_got_over(tmp_path: Path) -> None:
    found = extract(GOOD.replace(b"startxref\n", b"startxref\n9"), tmp_path)
    assert [block.text for block in found.blocks] == [SENTENCE]


def test_the_pages_before_the_cut_are_read_and_the_cut_is_said(tmp_path: Path) -> None:
    data = PRINTED.read_bytes()
    found = extract(data[: data.rindex(b"/Type/Pages")], tmp_path)
    assert found.counts["pages"] == 3
    assert found.blocks == read(PRINTED, LIMITS).blocks
    assert codes(found)[:2] == ["avkortet", "reddet"]


def test_a_page_tree_with_a_loop_gives_the_pages_outside_it(tmp_path: Path) -> None:
    found = extract(page_tree_loop(), tmp_path)
    assert [block.text for block in found.blocks] == [SENTENCE]
    assert "side_ulest" in codes(found)


def test_what_pdfium_cannot_open_is_read_by_pypdf(tmp_path: Path) -> None:
    found = extract(GOOD.removeprefix(b"%PDF-1.7\n"), tmp_path)
    assert [block.text for block in found.blocks] == [SENTENCE]
    assert found.parser == "pypdf"
    assert codes(found) == ["annen_leser"]


@pytest.mark.parametrize(("title", "kept"), [(b"FEFF00C500720073", {"tittel": "Års"}), (b"FEFF0041D8CE0042", {})])
def test_a_title_that_is_no_text_is_left_out(title: bytes, kept: dict[str, str], tmp_path: Path) -> None:
    told = GOOD.replace(b"/Resources<<", b"/Resources<</Title<%b>" % title)
    told = told.replace(b"trailer<<", b"trailer<</Info 3 0 R").replace(b"/Resources<</Title", b"/Title")
    told = told.replace(b">/Font<</F1 5 0 R>>>>", b">/Resources<</Font<</F1 5 0 R>>>>")
    assert extract(told, tmp_path).metadata == kept


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 7 0 R>>>>>>"
    content = lines((60, 700, SENTENCE))
    data = pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", page % 5, page % 6,
            b"<</Length %d>>stream\n%b\nendstream" % (len(content), content), b"<</Length 0>>stream\n\nendstream",
            b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        ]
    )  # fmt: skip
    found = extract(data, tmp_path)
    assert [remark.message for remark in found.remarks] == ["Side 2 har ingen tekst."]
    assert found.counts["pages_without_text"] == 1


def _damaged(data: bytes, changes: list[tuple[int, str, int]]) -> bytes:
    for place, kind, amount in changes:
        at = place % max(1, len(data))
        match kind:
            case "byte":
                data = data[:at] + bytes([amount % 256]) + data[at + 1 :]
            case "cut":
                data = data[:at]
            case "drop":
                data = data[:at] + data[at + amount :]
            case "twice":
                data = data[: at + amount] + data[at:]
            case "number":
                data = data[:at] + b" %d " % (amount * 104_729) + data[at:]
    return data


CHANGES = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from(["byte", "cut", "drop", "twice", "number"]), st.integers(0, 5000)),
    min_size=1,
    max_size=8,
)
SEEDS = {"a sentence": good, "a scan": scanned, "a loop": page_tree_loop, "no Unicode": without_unicode_values}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.sampled_from(sorted(SEEDS)), changes=CHANGES)
def test_a_damaged_pdf_is_read_or_refused_and_nothing_else(
    seed: str, changes: list[tuple[int, str, int]], tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = extract(_damaged(SEEDS[seed](), changes), tmp_path)
        except UnreadableError as error:
            assert str(error)
        else:
            assert found.blocks
