"""The search that the fuzz targets have in common: from their seeds, for as long as the command line says."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import atheris

# The longest input is 4 kB; a hundred times that must still be quick.
SLOW_SECONDS = 1.0


def search(one_input: Callable[[bytes], None], seeds: Sequence[str]) -> None:
    """Fuzz for the seconds given (300), from the seeds."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(seeds):
            (corpus / str(number)).write_text(seed, encoding="utf-8")
        options = [f"-max_total_time={seconds}", "-max_len=4096", f"-artifact_prefix={folder}/", str(corpus)]
        atheris.Setup([sys.argv[0], *options], one_input)
        atheris.Fuzz()
