"""``python -m eval.linking``: how well municipalities, counties and regions are linked in running text.

Measured on sentences that were drawn by chance, read through and labelled by hand before the linker was written. Half
of them, told apart by source, were used while it was made (dev); the other half only for counting. Exit status: 0 done;
2 nothing could be measured.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.command import show
from eval.linking_labels import EXCERPT, LABELS, PLACES, Labelled, Outcome, fingerprint, outcomes, read_labels
from eval.linking_text import CORPUS, SHARED, Source, corpus_sources, government_sources, report_sources
from eval.provenance import Corpus, provenance
from eval.report import RESULTS, Report, Table, decimal, write
from ingest.linking import PlaceLinker
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.settings import Settings

_RESAMPLES = 2000
_SEED = 20261120
SPLITS = {"dev": "brukt under utviklingen", "tilbakeholdt": "bare telt", "frisk": "trukket og merket etterpå"}


def counts(judged: Sequence[Outcome]) -> Counter[str]:
    """How many are riktig, falsk, oversett and urørt."""
    return Counter(each.result for each in judged)


def scores(found: Mapping[str, int]) -> dict[str, float | None]:
    """Precision, recall and F1 of counts; None where nothing was there to be right about."""
    right, wrong, missed = found.get("riktig", 0), found.get("falsk", 0), found.get("oversett", 0)
    precision = right / (right + wrong) if right + wrong else None
    recall = right / (right + missed) if right + missed else None
    both = 2 * right + wrong + missed
    return {"precision": precision, "recall": recall, "f1": 2 * right / both if both else None}


def intervals(judged: Sequence[Outcome]) -> dict[str, list[float]]:
    """95 % bootstrap intervals of the scores. Whole sources are drawn, as the names in one are not independent."""
    clusters: dict[str, Counter[str]] = {}
    for each in judged:
        clusters.setdefault(each.cluster, Counter())[each.result] += 1
    pool = list(clusters.values())
    chance = random.Random(_SEED)
    drawn: dict[str, list[float]] = {"precision": [], "recall": [], "f1": []}
    for _ in range(_RESAMPLES):
        total: Counter[str] = Counter()
        for cluster in chance.choices(pool, k=len(pool)):
            total.update(cluster)
        for name, value in scores(total).items():
            if value is not None:
                drawn[name].append(value)
    return {
        name: [round(sorted(values)[round(part * (len(values) - 1))], 4) for part in (0.025, 0.975)]
        for name, values in drawn.items()
        if values
    }


def _summary(judged: Sequence[Outcome]) -> dict[str, Any]:
    found = counts(judged)
    rounded = {name: None if value is None else round(value, 4) for name, value in scores(found).items()}
    return {"counts": dict(found), **rounded}


def summarise(judged: Sequence[Outcome]) -> dict[str, Any]:
    """All of a split: together with intervals, by source, by label."""
    by_source = {kind: [each for each in judged if each.kind == kind] for kind in sorted({e.kind for e in judged})}
    by_label = {label: [each for each in judged if each.label == label] for label in sorted({e.label for e in judged})}
    return {
        "all": _summary(judged) | {"intervals": intervals(judged)},
        "by_source": {kind: _summary(each) for kind, each in by_source.items()},
        "by_label": {label: _summary(each) for label, each in by_label.items()},
        "errors": [
            {"source": e.source, "text": e.text, "label": e.label, "result": e.result, "said": e.said,
             "excerpt": e.excerpt}
            for e in judged
            if e.result in {"falsk", "oversett"}
        ],
    }  # fmt: skip


def all_sources(labelled: Sequence[Labelled], shared: Path = SHARED) -> dict[str, Source]:
    """The sources of the labels that are on this machine."""
    government = {each.source for each in labelled if each.kind == "statlig"}
    return corpus_sources() | report_sources(shared) | government_sources(government, shared)


def speed(linker: PlaceLinker, sources: Mapping[str, Source]) -> dict[str, float]:
    """How fast prose is gone over, in one process: every paragraph of every source, without context."""
    paragraphs = [paragraph for source in sources.values() for paragraph in source.paragraphs]
    size = sum(len(paragraph.encode()) for paragraph in paragraphs)
    began = time.perf_counter()
    found = sum(len(linker.mentions(paragraph)) for paragraph in paragraphs)
    elapsed = time.perf_counter() - began
    return {"megabytes": round(size / 1e6, 2), "mentions": found, "megabytes_per_s": round(size / 1e6 / elapsed, 2)}


def _row(name: str, summary: Mapping[str, Any]) -> list[str]:
    found = summary["counts"]
    numbers = [str(found.get(result, 0)) for result in ("riktig", "falsk", "oversett", "urørt")]
    return [name, *numbers, *(decimal(summary[score]) for score in ("precision", "recall", "f1"))]


_WORDS = {"precision": "presisjon", "recall": "dekning", "f1": "F1"}
_COLUMNS = ("", "riktig", "falsk", "oversett", "urørt", "presisjon", "dekning", "F1")


def _tables(results: Mapping[str, Any]) -> list[Table]:
    shown = [
        Table(
            "Hva som er målt",
            note=f"{results['mentions']} navn i {results['sentences']} setninger, merket for hånd "
            f"(`eval/labels/README.md`). «Urørt» er navn som ikke er steder, og som ble latt være. "
            f"{results['on_excerpt']} navn er målt på utdraget alene, fordi kilden ikke ligger her; "
            f"{results['lost']} setninger står ikke lenger i kilden sin. Lenkeren leste "
            f"{decimal(results['speed']['megabytes_per_s'], 1)} MB prosa i sekundet.",
        )
    ]
    for split, summary in results["splits"].items():
        low_high = {
            name: f"{decimal(low)}–{decimal(high)}" for name, (low, high) in summary["all"]["intervals"].items()
        }
        shown.append(
            Table(
                f"{split} ({SPLITS.get(split, split)})",
                _COLUMNS,
                [
                    _row("alle", summary["all"]),
                    *(_row(name, each) for name, each in summary["by_source"].items()),
                    *(_row(name, each) for name, each in summary["by_label"].items()),
                ],
                note="95 %-intervaller (bootstrap over kilder): "
                + ", ".join(f"{_WORDS[name]} {interval}" for name, interval in low_high.items()) + ".",
            )
        )  # fmt: skip
        errors = [[e["text"], e["result"], e["label"], e["said"], e["source"], e["excerpt"]] for e in summary["errors"]]
        shown.append(Table(f"Feil i {split}", ("navn", "feil", "merket", "sagt", "kilde", "utdrag"), errors))
    return shown


def measure(labels: Path, shared: Path) -> dict[str, Any]:
    """Everything that goes into the report."""
    labelled = read_labels(labels)
    sources = all_sources(labelled, shared)
    linker = PlaceLinker(load_register(CORPUS / "kommuner"))
    judged, lost = outcomes(linker, labelled, sources)
    splits = [split for split in SPLITS if any(each.split == split for each in judged)]
    return {
        "fingerprint": fingerprint(labelled),
        "sentences": len(labelled),
        "mentions": sum(len(each.labels) for each in labelled),
        "places": sum(label.label in PLACES for each in labelled for label in each.labels),
        "on_excerpt": sum(each.seen == EXCERPT for each in judged),
        "lost": len(lost),
        "speed": speed(linker, sources),
        "splits": {split: summarise([each for each in judged if each.split == split]) for split in splits},
    }


def run(labels: Path, shared: Path, folder: Path) -> Path:
    """Measure and write the report; returns the JSON file."""
    known = read_labels(labels)
    experiences = sum(source.kind == "erfaring" for source in corpus_sources().values())
    # Nothing is indexed here: the texts are the labelled sentences, the fingerprint that of the labels.
    origin = provenance(Settings(), Corpus(fingerprint(known), experiences, len(known)))
    results = measure(labels, shared)
    report = Report(
        "stedsnavn", "Stedsnavn: kobles riktig kommune, fylke og region?", origin, results, _tables(results)
    )
    return write(report, folder)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.linking", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--labels", type=Path, default=LABELS, help="the labelled mentions (JSON Lines)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with the reports and the government text")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments.labels, arguments.shared, arguments.results))


if __name__ == "__main__":
    sys.exit(main())
