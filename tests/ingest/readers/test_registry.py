"""Whatever the format: a file that holds nothing to search is refused with its reason, and never read as nothing."""

from pathlib import Path

import pytest

from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.registry import read_file
from tests.support.pdf_making import lines, with_content

BARE = {
    "adresse.pdf": with_content(lines((60, 700, "https://www.ks.no/fagomrader/veileder-om-vakt"))),
    "bilder.html": b"<!doctype html><html><body><main><img src='a.png'></main></body></html>",
    "kode.md": b"```\nx = 1\n```\n",
    "liste.csv": b";;\n;;\n;;\n",
    "lyder.vtt": b"WEBVTT\n\n00:00.000 --> 00:02.000\n[musikk]\n",
    "streker.txt": "–––––\n*****\n".encode(),
}


@pytest.mark.parametrize("name", BARE)
def test_a_file_without_anything_to_search_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(BARE[name])
    with pytest.raises(UnreadableError) as refused:
        read_file(file, Limits())
    assert refused.value.reason is Reason.NO_TEXT
    assert str(refused.value).endswith(".")
