"""Time grows as the text does: long lines, many lines and many pages are done well within a minute.

Quadratic work on a million characters takes hours, so that the bound of the process tells the two apart on any machine.
"""

import subprocess
import sys

import pytest

SECONDS = 120
MILLION = 1_000_000
PROGRAM = """
import sys
from ingest.blocks import Page
from ingest.cleaning import clean_pages
from ingest.wordcheck import broken_words
piece, times, pages = sys.argv[1].encode().decode("unicode_escape"), int(sys.argv[2]), int(sys.argv[3])
cleaned = clean_pages([Page(number, piece * times) for number in range(1, pages + 1)])
print(len(cleaned.blocks), sum(len(broken_words(block.text)) for block in cleaned.blocks))
"""


def run(piece: str, times: int, pages: int = 1) -> str:
    escaped = piece.encode("unicode_escape").decode()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, escaped, str(times), str(pages)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("piece", ["a", ".", " ", ")", "»", "1", "F l ", "www.", ". . ", "Komiteens medlemmer fra H, "])
def test_a_line_of_a_million_characters_is_done_in_bounded_time(piece: str) -> None:
    assert run(piece, MILLION // len(piece))


@pytest.mark.parametrize("line", ["\n", " \n", "ord\n", "1\n", "• a\n", "innova-\nsjon ", "Abc\n", "http://a.no/b-\n"])
def test_a_hundred_thousand_lines_are_done_in_bounded_time(line: str) -> None:
    assert run(line, 100_000)


def test_two_thousand_pages_are_done_in_bounded_time() -> None:
    assert run("Dette er en side med litt tekst på.\nOg en linje til som er lang nok.\n", 20, 2000)
