"""Schemathesis against a real API: every operation of the description, with what fits it and what does not.

Held to: no 500, no status or content type that the description leaves out, bodies that fit their schema, headers as
described, and nothing let in that the schema forbids. Not held to: that whatever fits the schema is taken, because a
schema cannot say that a municipality must exist or that one number must not be above another.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from demo.processes import ROOT, environment
from kunnskapsbase.audit import ActorRole
from kunnskapsbase.records import Keys
from kunnskapsbase.settings import Settings
from tests.support.servers import running_api

# CPython 3.11 fails so where two threads parse Python at once (python/cpython#106905); schemathesis parses to describe
# what it does, and stops. Such a run says nothing of the API.
_PARSER_FAILED = "AST constructor recursion depth mismatch"
_PHASES = "examples,coverage,fuzzing"
# The one that the description's examples name: without it, most of what is sent would be about nothing that is there.
_EXAMPLE = "flekkefjord-brannvakt-trygghetsalarm.md"


def small_corpus(folder: Path, count: int = 12) -> Path:
    """A corpus of so many experiences and the one of the examples, with the whole register."""
    corpus = folder / "corpus"
    (corpus / "erfaringer").mkdir(parents=True)
    for shared in ("kommuner", "nettverk", "ordninger"):
        if (ROOT / "corpus" / shared).exists():
            (corpus / shared).symlink_to(ROOT / "corpus" / shared)
    experiences = ROOT / "corpus" / "erfaringer"
    for file in (experiences / _EXAMPLE, *sorted(experiences.glob("*.md"))[:count]):
        (corpus / "erfaringer" / file.name).write_bytes(file.read_bytes())
    return corpus


@contextmanager
def target(folder: Path) -> Iterator[tuple[str, str]]:
    """An API with a few experiences that answers as often as it is asked, and a key that may write everything."""
    corpus = small_corpus(folder)
    unlimited = {"KB_READS_PER_MINUTE": "0", "KB_WRITES_PER_MINUTE": "0"}
    with running_api(folder, corpus=corpus, extra=unlimited) as address:
        keys = Keys(Settings(corpus=corpus, data=folder / "data").database)
        _, secret = keys.create("Prøve", ActorRole.ADMIN, date.today())
        keys.close()
        yield address, secret


def attack(address: str, key: str, folder: Path, examples: int, seed: int) -> subprocess.CompletedProcess[str]:
    """Run it with so many invented requests an operation, beside those worked out from the description."""
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        "run",
        f"{address}/openapi.json",
        f"--phases={_PHASES}",
        f"--max-examples={examples}",
        f"--seed={seed}",
        "--exclude-checks=positive_data_acceptance",
        "--generation-database=none",
        "--request-timeout=60",
        "--continue-on-failure",
        "--warnings=off",
        "--no-color",
        f"--header=Authorization: Bearer {key}",
    ]

    def run(workers: int) -> subprocess.CompletedProcess[str]:
        told = [*command, f"--workers={workers}"]
        return subprocess.run(told, cwd=folder, env=environment(), capture_output=True, text=True, check=False)

    # Requests are worked out while the API answers; the first upload waits for the process that reads it to start.
    found = run(2)
    return run(1) if _PARSER_FAILED in found.stdout else found
