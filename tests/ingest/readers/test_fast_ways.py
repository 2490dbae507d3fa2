"""The fast ways through files that have nothing wrong with them give what the thorough ways give."""

import re
import unicodedata

import srt
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.blocks import Extract, SourceType
from ingest.readers.csv_file import are_plain, by_library, records_of
from ingest.readers.encoding import decode, plain_lines
from ingest.readers.office_text import lines
from ingest.readers.pdf_quality import is_low, quality
from ingest.readers.stamps import Cue, mend, plain_cues
from ingest.readers.vtt import parse

LETTERS = st.sampled_from('aeÅø ;"\n\t=.–₂')
ODD = st.sampled_from(
    ["\u00a0", "\u00ad", "\u0301", "\u200b", "\u2028", "\ufeff", "\u212b", "Ã¸", "_x000D_", "\x00", "\r\n", "\r"]
)
TEXT = st.lists(LETTERS | LETTERS | LETTERS | ODD, max_size=30).map("".join)
# Whole lines of captions and pieces of them, so that most files are nearly right and some wholly.
CAPTION_LINES = st.sampled_from(
    ["1", "22", "", "", "Hei.", "– Ja. Nei.", " Innrykk", "3 kommuner", "NOTE", "a -- > b", "a --> b", "x" * 1001]
)
STAMPS = st.sampled_from(
    ["00:00:01,000 --> 00:00:02,500", "00:00:03.100 --> 00:01:02.007", "00:00:09,000 --> 00:00:08,999", "1 --> 2"]
)
CUES = st.tuples(
    st.integers(0, 99), st.sampled_from(["00:00:01,999 --> 00:00:02,500", "11:59:03.101 --> 12:00:00,000"])
)


@given(TEXT)
def test_bytes_with_nothing_odd_in_them_become_the_text_that_all_repairs_give(text: str) -> None:
    # What a file that is guessed at, or that stops at its first letter, becomes is another matter.
    plain = re.sub("[\\x00\\u00ad\\u200b\\ufeff]", "", re.sub("\r\n|[\r\u2028]", "\n", text.removeprefix("\ufeff")))
    if plain.strip() and "Ã" not in text and "\x00" not in text:
        assert decode(text.encode())[0] == unicodedata.normalize("NFC", plain)


@example('a;b\n"a";"b\nc"\n', ";")
@example('"a"b;c\nd', ";")
@given(TEXT.map(lambda text: text.replace("\r", "")), st.sampled_from(";\t"))
def test_rows_parted_line_by_line_are_those_of_the_library(text: str, delimiter: str) -> None:
    fast, library = Extract(SourceType.CSV, "csv"), Extract(SourceType.CSV, "csv")
    parted, whole = records_of(text.split("\n"), delimiter, fast), by_library(text, delimiter, library)
    filled = [(number, record) for number, record in enumerate(parted) if any(record)]
    assert filled == [(number, record) for number, record in enumerate(whole) if any(record)]
    assert fast.remarks == library.remarks


@given(TEXT)
def test_lines_with_nothing_odd_in_them_are_those_of_the_text_that_all_repairs_give(content: str) -> None:
    data = f"a{content}".encode()
    if (plain := plain_lines(data)) is not None:
        text, every = plain
        assert every == decode(data)[0].removesuffix("\n").split("\n")
        assert "\n".join(every) == text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


@given(TEXT, st.sampled_from(";\t"))
def test_cells_that_are_plain_together_are_plain_one_by_one(content: str, delimiter: str) -> None:
    plain = plain_lines(f"a{content}".encode())
    if plain is not None and are_plain(plain[0], delimiter):
        records = [line.split(delimiter) for line in plain[1]]
        assert all(lines(cell) == ([cell.strip()] if cell.strip() else []) for record in records for cell in record)


def test_plain_cells_are_told_from_others() -> None:
    def are(content: str) -> bool:
        plain = plain_lines(content.encode())
        return plain is not None and are_plain(plain[0], ";")

    assert are("Å lære; 2 % ;a = b_c\r\n")
    for odd in ("to  ord", "e\u0301 \u2003", "a\u00a0b", "b\u00adc", "_x000D_", "a\tb"):
        assert not are(f"Å lære;{odd}\n"), odd


@given(st.lists(CAPTION_LINES | STAMPS, max_size=12).map("\n".join))
def test_captions_with_nothing_to_mend_are_the_cues_that_mending_and_the_library_give(text: str) -> None:
    text = text.strip()
    fast = plain_cues(f"{text}\n")
    if fast is not None:
        assert fast == _by_library(text)


@given(st.lists(CUES, min_size=1, max_size=5), st.sampled_from(["\n", "\n\n"]))
def test_captions_as_most_tools_write_them_have_nothing_to_mend(cues: list[tuple[int, str]], gap: str) -> None:
    text = gap.join(f"{number}\n{stamp}\nDet er {number} her.\nOg så.\n" for number, stamp in cues)
    fast = plain_cues(text)
    assert fast is not None
    assert len(fast) == len(cues)
    assert fast == _by_library(text.strip())


def _by_library(text: str) -> list[Cue]:
    """The cues with their lines as they are shown; what keeps a line from being taken for a number is not."""
    return [
        Cue(each.start.total_seconds(), each.end.total_seconds(), tuple(map(str.strip, each.content.split("\n"))))
        for each in srt.parse(mend(text).text, ignore_errors=True)
    ]


@given(
    st.lists(CUES, min_size=1, max_size=5), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["Ja.", "- Ja", "2 av 3"])
)
def test_webvtt_as_most_tools_write_it_is_read_as_the_library_reads_it(
    cues: list[tuple[int, str]], gap: str, said: str
) -> None:
    text = gap.join(f"{number}\n{stamp}\n<v Taler>Det er {number} her.</v>\n{said}\n" for number, stamp in cues)
    assert plain_cues(text) is not None
    # A head that says more is never passed over.
    assert parse(f"WEBVTT\n\n{text}") == parse(f"WEBVTT -\n\n{text}")


WORDS = st.sampled_from(
    ["kommunen", "og", "i", "det", "x", "forskningsdre", "vet", "brukes", "\ufffd", "o" * 46, "5-6,"]
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_a_page_is_found_poor_quickly_or_slowly_alike(text: str) -> None:
    assert is_low(text) == quality(text).is_low
