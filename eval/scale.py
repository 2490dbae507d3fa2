"""``python -m eval.scale``: what the fused query costs beside a plain one, at 10,000 and at 200,000 passages.

The collection is the corpus many times over with every third word exchanged (``eval.copies``), put straight into the
embedded index. The same questions, titles of the corpus, are asked turn by turn of the plain query (terms and meaning)
and of the product's (all channels). Exit status: 0 done (whether or not the target is met); 2 nothing was measured.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from eval.building import EXPERIENCE, describe, temporary_base
from eval.command import show
from eval.copies import endless
from eval.provenance import provenance
from eval.report import RESULTS, Report, Table, decimal, write
from eval.timings import spread
from ingest.encoding import batches, tie_break
from kunnskapsbase.channels import Lengths, fused_query, passage_vectors, question_vectors, units
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import GRAMS, SOLUTIONS, Index, Point, Query, engine
from kunnskapsbase.passages import Passage, passages
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution

SIZES = (10_000, 200_000)
WANTED_RATIO = 3.0
_LIMIT = 50
_ALIAS, _BUILD = "losninger-0-000000", "losninger-0-000000-0.0"


def _corpus(settings: Settings) -> list[Solution]:
    store = RecordStore(settings.database)
    try:
        return [Solution.model_validate_json(record.body) for record in store.all(EXPERIENCE)]
    finally:
        store.close()


def _points(found: Iterator[Passage], lengths: Lengths, embedder: Embedder) -> Iterator[Point]:
    for batch in batches(found):
        dense = embedder.passages([passage.text for passage in batch])
        for passage, vector in zip(batch, dense, strict=True):
            sparse = passage_vectors(units(passage.text, passage.heading), lengths)
            payload = {"oppforing": passage.solution_id, "passasje": 0, "tb": tie_break(passage.id)}
            yield Point(passage.id, vector, sparse, payload)


def _queries(solutions: Sequence[Solution], embedder: Embedder, settings: Settings) -> list[tuple[Query, Query]]:
    """The plain query and the product's for each question."""
    plain = settings.model_copy(update={"grams_weight": 0.0})
    asked = []
    for solution in solutions:
        dense, sparse = embedder.queries([solution.title])[0], question_vectors(solution.title)
        two = {name: vector for name, vector in sparse.items() if name != GRAMS}
        asked.append((fused_query(dense, two, _LIMIT, plain), fused_query(dense, sparse, _LIMIT, settings)))
    return asked


def _times(index: Index, asked: Sequence[tuple[Query, Query]], rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the plain and of the fused queries, asked turn by turn after a round that is not counted."""
    seen: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for pair in asked:
            for kind, query in enumerate(pair):
                begun = time.perf_counter()
                index.query(query)
                if number:
                    seen[kind].append((time.perf_counter() - begun) * 1000)
    return seen


def measure(settings: Settings, size: int, questions: int, rounds: int) -> dict[str, Any]:
    """Build an index of ``size`` passages in a folder of its own, and ask."""
    solutions = _corpus(settings)
    embedder = Embedder(settings)
    lengths = Lengths()
    for solution in solutions:
        for passage in passages(solution):
            lengths.add(units(passage.text, passage.heading))
    copies = islice((each for copy in endless(solutions, mixed=True) for each in passages(copy)), size)
    with tempfile.TemporaryDirectory(prefix="eval-") as folder:
        own = engine(settings.model_copy(update={"data": Path(folder)}))
        begun = time.perf_counter()
        points = _points(copies, lengths, embedder)
        built = own.build(_ALIAS, _BUILD, embedder.dimensions, points, SOLUTIONS.payload_indexes)
        took = time.perf_counter() - begun
        index = own.open(_ALIAS)
        try:
            asked = _queries(solutions[:: max(1, len(solutions) // questions)], embedder, settings)
            plain, fused = _times(index, asked, rounds)
        finally:
            index.close()
    two, every = spread(plain), spread(fused)
    return {
        "passages": built,
        "built_s": round(took, 1),
        "plain": two,
        "fused": every,
        "ratio_p95": round(every["p95"] / two["p95"], 2),
    }


def _table(results: Sequence[dict[str, Any]]) -> Table:
    rows = [
        [
            str(seen["passages"]),
            decimal(seen["plain"]["p50"], 2), decimal(seen["plain"]["p95"], 2),
            decimal(seen["fused"]["p50"], 2), decimal(seen["fused"]["p95"], 2),
            decimal(seen["ratio_p95"], 2),
            "ja" if seen["ratio_p95"] <= WANTED_RATIO else "nei",
        ]
        for seen in results
    ]  # fmt: skip
    columns = ["tekster", "to kanaler p50", "p95", "alle kanaler p50", "p95", "forhold p95", f"høyst {WANTED_RATIO:g}"]
    note = (
        "Millisekunder i den innebygde indeksen, uten API-et rundt. «To kanaler» er ord og mening; «alle kanaler» er "
        "det produktet spør om. Spørsmålene er titler fra korpuset, stilt annenhver gang på de to måtene."
    )
    return Table("Spørringen i indeksen", columns, rows, note)


def run(sizes: Sequence[int], questions: int, rounds: int, folder: Path) -> Path:
    """Measure and write the report; returns the JSON file."""
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        results = [measure(settings, size, questions, rounds) for size in sizes]
    title = "Skala: hva koster det å spørre i alle kanaler?"
    return write(Report("skala", title, origin, {"sizes": results}, [_table(results)]), folder)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="passages in the index")
    parser.add_argument("--questions", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments.sizes, arguments.questions, arguments.rounds, arguments.results))


if __name__ == "__main__":
    sys.exit(main())
