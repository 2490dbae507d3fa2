"""``python -m eval.gate``: has the product become worse? A fresh measurement against floors that only rise.

``eval/floors.json`` holds the least that each set may give, by written form and measure, for the whole answer as the
API gives it (the experiences) and for all channels together (the other sets). ``--raise`` lifts every floor to what was
measured less the margin; a floor above that stays, and while anything is below its floor nothing is lifted. Exit
status: 0 nothing below; 1 something below; 2 nothing could be measured, or the floors are of other questions.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.building import describe, temporary_base
from eval.metrics import HIT, NDCG, RECALL, Rankings, groups, per_topic
from eval.provenance import provenance
from eval.report import decimal
from eval.retrieval.collection import own_index
from eval.retrieval.measuring import ask
from eval.retrieval.no_answer import said
from eval.retrieval.searchers import fused
from eval.retrieval.tables import GROUP_NAMES, set_name
from eval.retrieval.tasks import ASKED_SETS, SETS, Wanted, asked_sets, passage_tasks
from eval.runs import answer_rankings, answers, open_service
from eval.topics import QUESTIONS, Topic, fingerprint
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.errors import InputError, KunnskapsbaseError
from kunnskapsbase.settings import ROOT, Settings

FLOORS = ROOT / "eval" / "floors.json"
MARGIN = 0.01
# The share of the questions with an answer that are told so, and of those without that are told that, weighed alike:
# the one can be had for the other, and a gate on each would forbid the trade.
TOLD = "sier riktig fra"
_MEASURES = (NDCG, RECALL, HIT)

Seen = dict[str, dict[str, float]]
"""Group → measure → value, for one set."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A value below its floor."""

    set_name: str
    group: str
    measure: str
    floor: float
    seen: float

    def __str__(self) -> str:
        return (
            f"{set_name(self.set_name)}, {GROUP_NAMES[self.group]}: {self.measure} er {decimal(self.seen, 4)}, "
            f"under gulvet {decimal(self.floor, 4)}."
        )


def _means(topics: Sequence[Topic], rankings: Rankings) -> Seen:
    values = per_topic(topics, rankings)
    return {
        group: {measure: sum(values[measure][each] for each in ids) / len(ids) for measure in _MEASURES}
        for group, ids in groups(topics).items()
    }


def _told(counts: Mapping[str, Mapping[str, int]]) -> float | None:
    right = {"answerable": "answer_found", "unanswerable": "no_answer"}
    if not all(sum(counts[kind].values()) for kind in right):
        return None
    return sum(counts[kind][word] / sum(counts[kind].values()) for kind, word in right.items()) / len(right)


def measure(settings: Settings, wanted: Wanted) -> dict[str, tuple[str, Seen]]:
    """Set → fingerprint of its questions, and what was seen."""
    seen: dict[str, tuple[str, Seen]] = {}
    asked = asked_sets(wanted)
    if asked:
        with open_service(settings) as service:
            found = {name: answers(service, topics) for name, topics in asked.items()}
        for name, topics in asked.items():
            means = _means(topics, answer_rankings(found[name]))
            told = _told(said(topics, found[name]))
            if told is not None:
                means["all"][TOLD] = told
            seen[name] = (fingerprint(topics), means)
    others = passage_tasks(wanted)
    embedder = Embedder(settings) if others else None
    for task in others:
        assert embedder is not None
        with own_index(task.texts, settings, embedder) as index:
            rankings = ask(fused(index, embedder, settings), task.topics)
        seen[task.name] = (fingerprint(task.topics), _means(task.topics, rankings))
    return seen


def read_floors(file: Path) -> dict[str, Any]:
    """The floors; none where there is no file."""
    if not file.exists():
        return {"margin": MARGIN, "sets": {}}
    floors: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return floors


def shortfalls(floors: Mapping[str, Any], seen: Mapping[str, tuple[str, Seen]]) -> list[Shortfall]:
    """What is below its floor; sets without floors are above them.

    Raises:
        InputError: the questions are others than the floors were measured with.
    """
    short = []
    for name, (questions, means) in seen.items():
        kept = floors["sets"].get(name)
        if kept is None:
            continue
        if kept["fingerprint"] != questions:
            raise InputError(
                f"Spørsmålene i {name} er andre enn gulvene er målt med ({questions} mot {kept['fingerprint']}), og "
                "kan ikke holdes mot dem. Ta settet ut av eval/floors.json og kjør med --raise for å måle nye gulv."
            )
        for group, by_measure in kept["floors"].items():
            for measured, floor in by_measure.items():
                value = means.get(group, {}).get(measured, 0.0)
                if value < floor:
                    short.append(Shortfall(name, group, measured, floor, value))
    return short


def _floor(value: float) -> float:
    """What was measured less the margin, rounded down so that it never stands above."""
    return max(0.0, math.floor((value - MARGIN) * 10_000) / 10_000)


def lifted(
    floors: Mapping[str, Any], seen: Mapping[str, tuple[str, Seen]], origin: Mapping[str, Any]
) -> dict[str, Any]:
    """The floors with those lifted that were measured higher; none is lower than before."""
    sets = dict(floors["sets"])
    for name, (questions, means) in seen.items():
        before = sets.get(name, {}).get("floors", {})
        sets[name] = {
            "fingerprint": questions,
            "floors": {
                group: {
                    each: max(before.get(group, {}).get(each, 0.0), _floor(value)) for each, value in by_measure.items()
                }
                for group, by_measure in means.items()
            },
        }
    kept = {name: origin[name] for name in ("date", "commit", "dirty", "model", "analysis", "settings")}
    return {"margin": MARGIN, "raised": kept, "sets": sets}


def run(arguments: argparse.Namespace) -> int:
    """Measure, compare, and lift where that is asked for."""
    floors = read_floors(arguments.floors)
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        seen = measure(settings, Wanted(arguments.questions, arguments.data, arguments.sets))
    for name, (_, means) in seen.items():
        for group, by_measure in means.items():
            told = ", ".join(f"{each} {decimal(value, 4)}" for each, value in by_measure.items())
            print(f"{set_name(name)}, {GROUP_NAMES[group]}: {told}")
    short = shortfalls(floors, seen)
    for each in short:
        print(each, file=sys.stderr)
    if short:
        if arguments.lift:
            print("Ingen gulv er hevet: noe er under gulvet.", file=sys.stderr)
        return 1
    if arguments.lift:
        text = json.dumps(lifted(floors, seen, origin), ensure_ascii=False, indent=1)
        arguments.floors.write_text(f"{text}\n", encoding="utf-8")
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.gate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the questions (JSON Lines)")
    parser.add_argument("--data", type=Path, default=Wanted().data, help="folder with the other sets")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(ASKED_SETS), help="the sets to hold up")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the file with the floors")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    try:
        return run(parser.parse_args(argv))
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
