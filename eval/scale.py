"""``python -m eval.scale``: what the fused query costs beside a plain one, at 10,000 and at 200,000 passages.

The collection is the corpus many times over with every third word exchanged (``eval.copies``), put straight into the
embedded index. The same questions, titles of the corpus, are asked turn by turn of the plain query (terms and meaning),
of the product's (all channels), and of the same with the preference of a municipality that asks. Exit status: 0 done
(whether or not the target is met); 2 nothing was measured.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from eval.building import EXPERIENCE, describe, temporary_base
from eval.command import show
from eval.copies import endless
from eval.provenance import provenance
from eval.report import RESULTS, Report, Table, decimal, write
from eval.timings import spread
from ingest.encoding import batches
from ingest.indexing import payload
from kunnskapsbase.channels import Lengths, fused_query, passage_vectors, question_vectors, units
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import GRAMS, SOLUTIONS, Conditions, Index, Point, Query, engine
from kunnskapsbase.matching import Asker, Shares, preference
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.passages import Passage, passages
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution

SIZES = (10_000, 200_000)
WANTED_RATIO = 3.0
_LIMIT = 50
# From one asker to the next in the register, so that they are from all of the country.
_STRIDE = 5
_ALIAS, _BUILD = "losninger-0-000000", "losninger-0-000000-0.0"


def _corpus(settings: Settings) -> list[Solution]:
    store = RecordStore(settings.database)
    try:
        return [Solution.model_validate_json(record.body) for record in store.all(EXPERIENCE)]
    finally:
        store.close()


def _points(
    found: Iterator[tuple[Solution, Passage]], lengths: Lengths, embedder: Embedder, register: MunicipalityRegister
) -> Iterator[Point]:
    for batch in batches(found):
        dense = embedder.passages([passage.text for _, passage in batch])
        for (solution, passage), vector in zip(batch, dense, strict=True):
            sparse = passage_vectors(units(passage.text, passage.heading), lengths)
            yield Point(passage.id, vector, sparse, payload(solution, passage, register))


def _queries(
    solutions: Sequence[Solution], embedder: Embedder, settings: Settings, register: MunicipalityRegister
) -> list[tuple[Query, Query, Query]]:
    """For each question the plain query, the product's for nobody, and the product's for a municipality."""
    plain = settings.model_copy(update={"grams_weight": 0.0})
    askers = list(register)
    asked = []
    for place, solution in enumerate(solutions):
        dense, sparse = embedder.queries([solution.title])[0], question_vectors(solution.title)
        two = {name: vector for name, vector in sparse.items() if name != GRAMS}
        fused = fused_query(dense, sparse, _LIMIT, settings)
        asker = Asker(municipality=askers[place * _STRIDE % len(askers)])
        wanted = preference(asker, Conditions(), Shares.of(settings), settings.match_weight, register)
        asked.append((fused_query(dense, two, _LIMIT, plain), fused, replace(fused, preference=wanted)))
    return asked


def _times(index: Index, asked: Sequence[tuple[Query, Query, Query]], rounds: int) -> tuple[list[float], ...]:
    """Milliseconds of each kind of query, asked turn by turn after a round that is not counted."""
    seen: tuple[list[float], ...] = ([], [], [])
    for number in range(rounds + 1):
        for queries in asked:
            for kind, query in enumerate(queries):
                begun = time.perf_counter()
                index.query(query)
                if number:
                    seen[kind].append((time.perf_counter() - begun) * 1000)
    return seen


def measure(settings: Settings, size: int, questions: int, rounds: int) -> dict[str, Any]:
    """Build an index of ``size`` passages in a folder of its own, and ask."""
    solutions = _corpus(settings)
    embedder, register = Embedder(settings), load_register(settings.corpus / "kommuner")
    lengths = Lengths()
    for solution in solutions:
        for passage in passages(solution):
            lengths.add(units(passage.text, passage.heading))
    copies = islice(((copy, each) for copy in endless(solutions, mixed=True) for each in passages(copy)), size)
    with tempfile.TemporaryDirectory(prefix="eval-") as folder:
        own = engine(settings.model_copy(update={"data": Path(folder)}))
        begun = time.perf_counter()
        points = _points(copies, lengths, embedder, register)
        built = own.build(_ALIAS, _BUILD, embedder.dimensions, points, SOLUTIONS.payload_indexes)
        took = time.perf_counter() - begun
        index = own.open(_ALIAS)
        try:
            asked = _queries(solutions[:: max(1, len(solutions) // questions)], embedder, settings, register)
            plain, fused, matched = _times(index, asked, rounds)
        finally:
            index.close()
    two, every, preferred = spread(plain), spread(fused), spread(matched)
    return {
        "passages": built,
        "built_s": round(took, 1),
        "plain": two,
        "fused": every,
        "matched": preferred,
        "ratio_p95": round(every["p95"] / two["p95"], 2),
        "matched_ratio_p95": round(preferred["p95"] / two["p95"], 2),
    }


def _table(results: Sequence[dict[str, Any]]) -> Table:
    rows = [
        [
            str(seen["passages"]),
            decimal(seen["plain"]["p50"], 2), decimal(seen["plain"]["p95"], 2),
            decimal(seen["fused"]["p50"], 2), decimal(seen["fused"]["p95"], 2),
            decimal(seen["matched"]["p50"], 2), decimal(seen["matched"]["p95"], 2),
            decimal(seen["matched_ratio_p95"], 2),
            "ja" if seen["matched_ratio_p95"] <= WANTED_RATIO else "nei",
        ]
        for seen in results
    ]  # fmt: skip
    columns = [
        "tekster", "to kanaler p50", "p95", "alle kanaler p50", "p95", "og likhet p50", "p95", "forhold p95",
        f"høyst {WANTED_RATIO:g}",
    ]  # fmt: skip
    note = (
        "Millisekunder i den innebygde indeksen, uten API-et rundt. «To kanaler» er ord og mening; «alle kanaler» er "
        "det produktet spør om når ingen kommune er kjent; «og likhet» er det samme for en kommune som spør. Forholdet "
        "er mellom det siste og det første. Spørsmålene er titler fra korpuset, stilt på de tre måtene etter tur."
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
