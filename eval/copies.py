"""The corpus many times over, to measure time at a size the collection does not have yet.

A copy is the same solution under the id ``<id>-kopi-<n>``. Equal texts make equal scores, so a question finds many
copies of one solution, told apart only by the tie-break, and what is remembered of a text serves all its copies. With
``mixed`` every third word of the prose is exchanged for one drawn from the whole corpus (seeded by the copy's id), and
every text and vector is another; a new order alone would change nothing, as BM25 and a static model look at words only.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from itertools import count, islice

from eval.building import EXPERIENCE
from ingest.pipeline import reindex
from kunnskapsbase.records import Record, RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution

_EVERY = 3


def _mixed(text: str, pool: Sequence[str], chance: random.Random) -> str:
    words = text.split()
    words[::_EVERY] = [chance.choice(pool) for _ in words[::_EVERY]]
    return " ".join(words)


def _copy(solution: Solution, number: int, pool: Sequence[str] | None) -> Solution:
    changes: dict[str, str] = {"id": f"{solution.id}-kopi-{number}"}
    if pool is not None:
        chance = random.Random(changes["id"])
        for part in ("title", "challenge", "approach"):
            changes[part] = _mixed(getattr(solution, part), pool, chance)
    return solution.model_copy(update=changes)


def endless(solutions: Sequence[Solution], *, mixed: bool) -> Iterator[Solution]:
    """Copies of the solutions without end, no two of the same id."""
    pool = None
    if mixed:
        pool = [word for each in solutions for word in re.findall(r"\w+", f"{each.challenge} {each.approach}")]
    for number in count(1):
        for solution in solutions:
            yield _copy(solution, number, pool)


def _records(copies: Iterator[Solution]) -> Iterator[Record]:
    for copy in copies:
        body = copy.model_dump_json(by_alias=True, exclude_none=True)
        sha256 = hashlib.sha256(body.encode()).hexdigest()
        yield Record(copy.id, EXPERIENCE, f"kopi/{copy.id}.md", sha256, body)


def multiply(settings: Settings, wanted: int, *, mixed: bool = False) -> None:
    """Fill the store up to ``wanted`` solutions with copies and build the index; nothing is taken away."""
    store = RecordStore(settings.database)
    try:
        solutions = [Solution.model_validate_json(record.body) for record in store.all(EXPERIENCE)]
        missing = max(0, wanted - len(solutions))
        if missing:
            store.save(_records(islice(endless(solutions, mixed=mixed), missing)))
    finally:
        store.close()
    if missing:
        reindex(settings)
