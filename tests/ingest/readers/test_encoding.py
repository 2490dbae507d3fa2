"""Encodings: Norwegian text comes out right from what offices have left behind, and what is no text is refused."""

import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.problems import Reason, UnreadableError
from ingest.readers.encoding import decode

REPORTS = Path(__file__).parents[4] / "shared" / "data" / "rapporter"
SENTENCE = "Møtet på Ås handlet om å gjøre ærlige forsøk, og om hva det krever av små kommuner."


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports do not travel with the repository")
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "cp865", "utf-16", "utf-16-le", "utf-16-be"])
def test_short_pieces_of_real_reports_are_read_rightly_in_every_encoding(encoding: str) -> None:
    reports = [text for file in sorted(REPORTS.glob("*.txt")) if len(text := file.read_text(encoding="utf-8")) > 5000]
    choose = random.Random(7)
    for _ in range(60):
        text = choose.choice(reports)
        start = choose.randrange(len(text) - 300)
        # What all of these encodings have.
        piece = "".join(each for each in text[start : start + 300] if each in "æøåÆØÅ\n" or " " <= each <= "~").strip()
        if any(letter in piece for letter in "æøåÆØÅ"):
            assert decode(piece.encode(encoding))[0] == piece


def test_a_guess_is_remarked_and_utf8_is_not() -> None:
    assert decode(SENTENCE.encode("utf-8"))[1] == []
    (remark,) = decode(SENTENCE.encode("cp1252"))[1]
    assert remark.code == "koding"
    assert "Windows-1252" in remark.message


def test_what_a_file_says_of_itself_counts_where_it_is_not_utf8() -> None:
    assert decode(SENTENCE.encode("iso-8859-1"), "iso-8859-1") == (SENTENCE, [])
    assert decode(SENTENCE.encode("utf-8"), "iso-8859-1") == (SENTENCE, [])
    assert decode(SENTENCE.encode("cp1252"), "finnes-ikke")[0] == SENTENCE


def test_a_file_cut_in_the_middle_of_a_letter_keeps_the_rest() -> None:
    text, (remark,) = decode((SENTENCE * 3 + "å").encode("utf-8")[:-1])
    assert text == SENTENCE * 3 + "\ufffd"
    assert remark.message.startswith("1 tegn")


def test_letters_in_two_parts_and_invisible_characters_are_made_one_and_none() -> None:
    assert decode("A\u030as\u00ad og\u200b \u2028ny\r\nlinje\x00".encode())[0] == "Ås og \nny\nlinje"


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"%PDF-1.7\n" + bytes(range(128, 256)) * 9, b"\x00" * 4000])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(data)
    assert refused.value.reason in {Reason.WRONG_ENCODING, Reason.EMPTY}


@pytest.mark.parametrize("declared", ["unicode_escape", "raw_unicode_escape", "idna", "punycode"])
def test_an_encoding_only_python_knows_is_not_believed(declared: str) -> None:
    text, remarks = decode("Vi fikk r\\u00e5d på Ås".encode("cp1252"), declared)
    assert text == "Vi fikk r\\u00e5d på Ås"
    assert "Windows-1252" in remarks[0].message


@example(b"\\\x80", "unicode_escape")
@given(
    st.binary(max_size=400),
    st.sampled_from([None, "utf-8", "idna", "punycode", "unicode_escape", "base64", "hex", "utf-16"]),
)
def test_whatever_the_bytes_nothing_but_a_refusal_comes_out(data: bytes, declared: str | None) -> None:
    try:
        text, _ = decode(data, declared)
    except UnreadableError:
        return
    assert text.strip()
    assert "\r" not in text
    assert text.encode("utf-8")
