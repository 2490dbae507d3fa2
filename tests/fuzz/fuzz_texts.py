"""Fuzz the reading of text with atheris: ``python -m tests.fuzz.fuzz_texts [seconds]``.

Encodings, lists, front matter, and the cleaning of pages, which are our own. Beside crashes it looks for characters
that should be gone, for rows that the library reads otherwise, and for slow reading.
"""

import time

import atheris

from tests.fuzz.searching import SLOW_SECONDS, search

with atheris.instrument_imports(include=["ingest"]):
    from ingest.blocks import Extract, Page, SourceType
    from ingest.cleaning import clean_pages
    from ingest.cleaning.plain import clean_plain
    from ingest.front_matter import read_front_matter
    from ingest.problems import UnreadableError
    from ingest.readers.csv_file import by_library, delimiter_of, records_of
    from ingest.readers.encoding import decode

SEEDS = (
    "Kommunen har arbei-\ndet med barne- og ungdom1\nog 5G-\ndekning.\n\n1 Se https://ks.no/a-\nb\f2 Tiltak\n",
    "\uf0b7 K o m i t e e n s  m e n n\no for å 2019–\n2020\n«Et sitat»\nFigur 1: Kart\nInnovasjons\n-nettverk",
    'sep=;\r\nNavn;Tekst\r\n"To\r\nlinjer";"Han sa ""ja"""\r\n="0301";=SUM(A1)\r\n',
    "---\ntittel: Ås\nkilde:\n  url: https://ks.no\n---\n\n# Tittel\n",
    "A\u030as\u00ad og\u200b \u2028ny\r\nlinje\x00 «Ã¸»\n 14 Tiltak for noe\n Side 2\n",
)


def one_input(data: bytes) -> None:
    """Read ``data`` in every way; anything but text or a refusal is a find."""
    begun = time.monotonic()
    try:
        text, _ = decode(data, has_pages=True)
    except UnreadableError:
        return
    assert not set(text) & set("\r\x00\u200b\u00ad\ufeff\u2028"), "unseen"
    cleaned = clean_pages([Page(number, page) for number, page in enumerate(text.split("\f"), 1)])
    for block in (*cleaned.blocks, *clean_plain(text.replace("\f", "\n")).blocks):
        assert block.text.strip() == block.text != "", block
    read_front_matter("", text)
    _rows(text.replace("\f", "\n"))
    assert time.monotonic() - begun < SLOW_SECONDS, "slow"


def _rows(text: str) -> None:
    delimiter = delimiter_of(text)
    fast, library = Extract(SourceType.CSV, "csv"), Extract(SourceType.CSV, "csv")
    parted, whole = records_of(text.split("\n"), delimiter, fast), by_library(text, delimiter, library)
    assert [each for each in parted if any(each)] == [each for each in whole if any(each)], "rows"
    assert fast.remarks == library.remarks, "remarks"


if __name__ == "__main__":
    search(one_input, SEEDS)
