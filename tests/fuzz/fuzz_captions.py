"""Fuzz the caption readers with atheris: ``python -m tests.fuzz.fuzz_captions [seconds]``.

Beside crashes it looks for cues that the libraries drop once the stamps are mended, and for slow reading.
What was found is kept as tests in tests/ingest/readers/test_captions.py.
"""

import time

import atheris

from tests.fuzz.searching import SLOW_SECONDS, search

with atheris.instrument_imports(include=["ingest", "webvtt", "srt"]):
    from ingest.problems import UnreadableError
    from ingest.readers import srt_file, vtt
    from ingest.readers.encoding import decode

SEEDS = (
    "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Deltaker Én>Hei</v>\n\nNOTE x\n\n00:03.0 -->\n- Ja.\n- Nei.\n",
    "1\n00:00:01,000 --> 00:00:02,000 X1:4\n{\\an8}<i>Hei</i>\n\nhå\n\n2\n0:0:3,1 --> 0:0:2\n[Musikk] ord-\ndeling\n",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n \nja<00:00:01.500><c> da</c>\n\n00:02.000 --> 00:02.010\nja da\n \n",
    "WEBVTT\n\n00:01.000 --> 00:02.000\nLeder: Vi begynner. F.eks. nå\n\n00:02.000 --> 00:09.000\n>> Leder: ♪ la ♪\n",
)


def one_input(data: bytes) -> None:
    """Read ``data`` as both formats; anything but an extract or a refusal is a find."""
    begun = time.monotonic()
    try:
        text, _ = decode(data)
    except UnreadableError:
        return
    for parse in (vtt.parse, srt_file.parse):
        try:
            found = parse(text)
        except UnreadableError:
            continue
        for block in found.blocks:
            assert block.text
            assert block.text == " ".join(block.text.split()), block
            assert block.spot.second is None or block.spot.second >= 0, block
        assert "undertekst_lost" not in {remark.code for remark in found.remarks}, "lost"
    assert time.monotonic() - begun < SLOW_SECONDS, "slow"


if __name__ == "__main__":
    search(one_input, SEEDS)
