"""``python -m eval.splitting``: how long a passage should be, by how well the product finds the spot that answers.

Long documents are cut in different sizes, indexed and asked as the product does it. Exit status: 0 done; 2 nothing
could be measured.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.building import describe, temporary_base
from eval.command import show
from eval.long_texts import DATA, SETS, Asked, LongTexts, holds, squeezed
from eval.metrics import NDCG, RECALL, Estimate, estimate, per_topic
from eval.provenance import provenance
from eval.report import RESULTS, Report, Table, decimal, write
from eval.runs import open_index
from eval.topics import Topic
from ingest.document_index import build_passages
from ingest.splitting import SIZES, Sizes, split
from kunnskapsbase.channels import fused_query, question_vectors
from kunnskapsbase.document import Document, DocumentKind, DocumentPassage
from kunnskapsbase.document_text import DOCUMENT
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import PASSAGES
from kunnskapsbase.records import Record, RecordStore
from kunnskapsbase.settings import Settings

CEILINGS = (300, 450, 600, 800, 1000, 1300, 1700, 2400)
FLOORS = (0, 100, 200, 300, 400)
# What a reader is shown before the spot must have come: three passages of about 800 characters.
BUDGET = 2400
_DEPTH = 20
_FOUND = "innen 2 400 tegn"
_FIRST = "treff@3"


@dataclass(frozen=True, slots=True)
class Cut:
    """Documents cut one way; ``title`` and ``headings`` say what goes with a passage's own text."""

    sizes: Sizes
    title: bool = True
    headings: bool = True

    def document(self, name: str, texts: LongTexts) -> Document:
        """A document of the set, cut."""
        passages = split(texts.documents[name], sizes=self.sizes)
        if not self.headings:
            passages = [each.model_copy(update={"headings": ()}) for each in passages]
        # The files of the reports are named by publisher, year and subject; the other documents have no titles.
        title = name.replace("-", " ") if self.title and "-" in name and not name.startswith("lov-") else ""
        return Document(id=name, kind=DocumentKind.REPORT, title=title, passages=tuple(passages))


@contextmanager
def indexed(settings: Settings, documents: Sequence[Document]) -> Iterator[Settings]:
    """Settings of a store and an index that hold these documents and nothing else, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="eval-") as folder:
        own = settings.model_copy(update={"data": Path(folder)})
        store = RecordStore(own.database)
        store.save([Record(each.id, DOCUMENT, each.id, each.id, each.model_dump_json()) for each in documents])
        store.close()
        build_passages(own)
        yield own


def _rankings(settings: Settings, asked: Sequence[Asked], embedder: Embedder) -> dict[str, list[tuple[str, int]]]:
    """Question → (document, number of passage), best first, with the product's weights."""
    found: dict[str, list[tuple[str, int]]] = {}
    dense = embedder.queries([each.question for each in asked])
    with open_index(settings, PASSAGES) as index:
        for each, vector in zip(asked, dense, strict=True):
            query = fused_query(vector, question_vectors(each.question), _DEPTH, settings)
            found[each.id] = [(hit.record_id, hit.passage) for hit in index.query(query).passages]
    return found


def _within_budget(
    ranking: Sequence[tuple[str, int]], right: set[tuple[str, int]], lengths: Mapping[Any, int]
) -> float:
    read = 0
    for place in ranking:
        if place in right:
            return 1.0
        read += lengths[place]
        if read >= BUDGET:
            return 0.0
    return 0.0


def measure(settings: Settings, texts: LongTexts, cut: Cut, embedder: Embedder) -> dict[str, Any]:
    """How well the spots are found when the documents are cut this way."""
    documents = [cut.document(name, texts) for name in texts.documents]
    passages: dict[tuple[str, int], DocumentPassage] = {
        (document.id, each.number): each for document in documents for each in document.passages
    }
    plain = {place: squeezed(passage.text) for place, passage in passages.items()}
    lengths = {place: len(passage.text) for place, passage in passages.items()}
    right = {
        each.id: {
            place for place, text in plain.items() if place[0] == each.document and text and holds(text, each.answer)
        }
        for each in texts.asked
    }
    with indexed(settings, documents) as own:
        rankings = _rankings(own, texts.asked, embedder)
    topics = [
        Topic(each.id, each.question, "nb", relevant={f"{name}/{number}": 1 for name, number in right[each.id]})
        for each in texts.asked
    ]
    ranked = {query: [f"{name}/{number}" for name, number in places] for query, places in rankings.items()}
    values = per_topic(topics, ranked)
    estimates: dict[str, Estimate] = {
        NDCG: estimate(list(values[NDCG].values())),
        RECALL: estimate(list(values[RECALL].values())),
        _FIRST: estimate([float(bool(right[query] & set(places[:3]))) for query, places in rankings.items()]),
        _FOUND: estimate([_within_budget(places, right[query], lengths) for query, places in rankings.items()]),
    }
    ordered = sorted(lengths.values())
    return {
        "floor": cut.sizes.floor,
        "ceiling": cut.sizes.ceiling,
        "passages": len(ordered),
        "median": ordered[len(ordered) // 2],
        "unanswerable": sum(not places for places in right.values()),
        "measures": {name: value.plain() for name, value in estimates.items()},
    }


def _row(name: str, seen: dict[str, Any]) -> list[str]:
    measures = seen["measures"]
    shown = [
        f"{decimal(each['mean'])} ({decimal(each['low'])} til {decimal(each['high'])})" for each in measures.values()
    ]
    return [name, str(seen["passages"]), str(seen["median"]), *shown]


_COLUMNS = ["", "tekstbiter", "median tegn", NDCG, RECALL, _FIRST, _FOUND]
_NOTES = {
    "artikler": "NorQuAD: 368 artikler på rundt 2 000 tegn, satt sammen av avsnittene sine; ett avsnitt svarer.",
    "lover": "Overskriften på en paragraf spør, paragrafen svarer. 25 paragrafer på rad står for en lov, fordi settet "
    "ikke sier hvor lovene skilles.",
    "rapporter": "Fem offentlige rapporter, renset som i produktet. Spørsmålet er tittelen og problemet i et funn, "
    "svaret er biten med sitatet funnet kjennes igjen på. Få spørsmål: se på intervallene.",
}
_READING = (
    "En lengre tekstbit treffer lettere, fordi den dekker mer: nDCG og Recall vokser med størrelsen av seg selv. "
    "«Innen 2 400 tegn» regner likt for alle: hvor ofte svaret kommer før leseren har lest så mye, lest ovenfra. "
)


def _tables(results: dict[str, Any]) -> list[Table]:
    tables: list[Table] = []
    for name, by_size in results["ceilings"].items():
        rows = [_row(f"høyst {seen['ceiling']} tegn", seen) for seen in by_size]
        tables.append(Table(f"Størrelse: {name}", _COLUMNS, rows, _READING * (not tables) + _NOTES[name]))
    rows = [_row(f"minst {seen['floor']} tegn", seen) for seen in results["floors"]]
    tables.append(Table("Minste rest (rapporter)", _COLUMNS, rows, f"Høyst {SIZES.ceiling} tegn."))
    rows = [_row(name, seen) for name, seen in results["headings"].items()]
    note = "Hva som regnes med når biten skal kjennes igjen: bare dens egen tekst, eller også overskriftene over den."
    tables.append(Table("Overskrifter og tittel (rapporter)", _COLUMNS, rows, note))
    return tables


def run(data: Path, folder: Path, names: Sequence[str]) -> Path:
    """Measure and write the report; returns the JSON file."""
    sets = {name: SETS[name](data) for name in names}
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        embedder = Embedder(settings)
        results: dict[str, Any] = {
            "ceilings": {
                name: [
                    measure(settings, texts, Cut(Sizes(min(SIZES.floor, ceiling // 3), ceiling)), embedder)
                    for ceiling in CEILINGS
                ]
                for name, texts in sets.items()
            }
        }
        if told := sets.get("rapporter"):
            results["floors"] = [
                measure(settings, told, Cut(Sizes(floor, SIZES.ceiling)), embedder) for floor in FLOORS
            ]
            ways = {
                "bare teksten": Cut(SIZES, title=False, headings=False),
                "med overskrifter": Cut(SIZES, title=False),
                "med overskrifter og tittel": Cut(SIZES),
            }
            results["headings"] = {name: measure(settings, told, cut, embedder) for name, cut in ways.items()}
    report = Report("oppdeling", "Oppdeling: hvor lang skal en tekstbit være?", origin, results, _tables(results))
    return write(report, folder)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.splitting", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the retrieval sets and the reports")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    parser.add_argument("--sets", nargs="+", choices=list(SETS), default=list(SETS))
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments.data, arguments.results, arguments.sets))


if __name__ == "__main__":
    sys.exit(main())
