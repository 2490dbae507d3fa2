"""``python -m eval.latency``: how long an answer takes over HTTP, and how much of it is the API's own doing.

The real API is asked by 1, 8 and 32 clients. In the same run, turn by turn and on the same folder, the two things no
answer can do without are measured by themselves: embedding the question and asking the index. What is left at one
client is the API's own share: reading the question, matching, presenting, HTTP. With several clients it is waited until
the API has called in those processes that are to answer beside it, as it does where many ask at once. Exit status: 0
done (whether or not the targets are met); 2 nothing could be measured.
"""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlencode

from eval.building import describe, temporary_base
from eval.copies import multiply
from eval.latency_tables import tables
from eval.profiling import profile
from eval.provenance import provenance
from eval.report import RESULTS, Report, write
from eval.served import MeasuringError, Served, api, child
from eval.timings import spread
from eval.topics import QUESTIONS, read_sets
from kunnskapsbase.errors import KunnskapsbaseError
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.settings import Settings

LEVELS = (1, 8, 32)
BUSY_LEVEL = 8
WANTED_AT_BUSY = 150.0
_WARM_UP = 150
# How long the API may take to call in the processes that answer beside it.
_CALLED_IN_S = 90.0

# About what an answer takes beside the bare work.
PAUSE_S = 0.002


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked: ``requests`` at each level in each round."""

    passages: int
    requests: int
    rounds: int
    mixed: bool
    levels: Sequence[int] = LEVELS
    warm_up: int = _WARM_UP
    processes: int = 1


@dataclass(slots=True)
class Level:
    """Everything seen with one number of clients, over all rounds."""

    whole_ms: list[list[float]] = field(default_factory=list)
    embedding_ms: list[float] = field(default_factory=list)
    index_ms: list[float] = field(default_factory=list)
    paced_embedding_ms: list[float] = field(default_factory=list)
    paced_index_ms: list[float] = field(default_factory=list)
    whole_s: float = 0.0
    bare_s: float = 0.0
    bare_cpu_s: float = 0.0
    client_cpu_s: float = 0.0
    server_cpu_s: float | None = 0.0
    bytes: int = 0
    stalled: int = 0
    processes: int = 1

    def add_bare(self, seen: dict[str, Any]) -> None:
        """Add a round of the bare work."""
        self.embedding_ms += seen["embedding_ms"]
        self.index_ms += seen["index_ms"]
        self.bare_s += seen["elapsed_s"]
        self.bare_cpu_s += seen["cpu_s"]

    def add_paced(self, seen: dict[str, Any]) -> None:
        """Add a round of the bare work with pauses."""
        self.paced_embedding_ms += seen["embedding_ms"]
        self.paced_index_ms += seen["index_ms"]

    def add_whole(self, seen: dict[str, Any]) -> None:
        """Add a round of whole answers."""
        self.whole_ms.append(seen["times_ms"])
        self.whole_s += seen["elapsed_s"]
        self.client_cpu_s += seen["client_cpu_s"]
        self.bytes += seen["bytes"]
        self.stalled += seen["stalled"]
        used = seen["server_cpu_s"]
        self.server_cpu_s = None if used is None or self.server_cpu_s is None else self.server_cpu_s + used

    def plain(self) -> dict[str, Any]:
        """The level as it stands in the report."""
        times = [time for seen in self.whole_ms for time in seen]
        cpu = self.server_cpu_s
        return {
            "whole": {
                **spread(times),
                "p50_by_round": [spread(seen)["p50"] for seen in self.whole_ms],
                "answers": len(times),
                "answers_per_s": round(len(times) / self.whole_s, 1),
                "server_cpu_ms_per_answer": None if cpu is None else round(cpu / len(times) * 1000, 3),
                "client_cpu_ms_per_answer": round(self.client_cpu_s / len(times) * 1000, 3),
                "bytes_per_answer": self.bytes // len(times),
                "stalled_answers": self.stalled,
                "processes": self.processes,
            },
            "embedding": spread(self.embedding_ms),
            "index": spread(self.index_ms),
            "embedding_paced": spread(self.paced_embedding_ms) if self.paced_embedding_ms else None,
            "index_paced": spread(self.paced_index_ms) if self.paced_index_ms else None,
            "bare": {
                "answers_per_s": round(len(self.index_ms) / self.bare_s, 1),
                "cpu_ms_per_answer": round(self.bare_cpu_s / len(self.index_ms) * 1000, 3),
            },
        }


class _Targets:
    """Addresses to ask for, never the same twice: real questions in turn, each time for another municipality."""

    def __init__(self, questions: Sequence[str], settings: Settings) -> None:
        self._questions = questions
        self._askers = [each.kommunenummer for each in load_register(settings.corpus / "kommuner")]
        self._place = count()

    def take(self, wanted: int) -> list[str]:
        taken = []
        for place in (next(self._place) for _ in range(wanted)):
            asker = self._askers[place % len(self._askers)]
            query = {"q": self._questions[place % len(self._questions)], "municipality": asker}
            taken.append(f"/v1/solutions?{urlencode(query)}")
        return taken


def _load(served: Served, targets: _Targets, clients: int, requests: int) -> dict[str, Any]:
    return child(
        "eval.load",
        {
            "port": served.port,
            "process": served.process,
            "targets": targets.take(requests),
            "clients": clients,
            "requests": requests,
        },
    )


def measure(plan: Plan, questions: Sequence[str], settings: Settings) -> dict[int, Level]:
    """Bare, whole, bare, whole: as many rounds as planned."""
    levels = {clients: Level() for clients in plan.levels}
    targets = _Targets(questions, settings)
    bare_job = {
        "questions": list(questions),
        "levels": list(plan.levels),
        "requests": plan.requests,
        "warm_up": plan.warm_up,
        "pause_s": PAUSE_S,
    }
    for _ in range(plan.rounds):
        bare: dict[str, Any] = child("eval.bare", bare_job)
        for clients, level in levels.items():
            level.add_bare(bare[str(clients)])
        next(iter(levels.values())).add_paced(bare["paced"])
        with api() as served:
            _load(served, targets, 1, plan.warm_up)
            for clients, level in levels.items():
                if clients > 1:
                    _all_called_in(served, targets, plan)
                level.add_whole(_load(served, targets, clients, plan.requests))
                level.processes = served.processes()
    return levels


def _all_called_in(served: Served, targets: _Targets, plan: Plan) -> None:
    """Ask as a crowd until as many processes answer as may."""
    until = time.monotonic() + _CALLED_IN_S
    while served.processes() < plan.processes:
        if time.monotonic() > until:
            raise MeasuringError("API-et hentet ikke inn de prosessene som skal svare sammen med det.")
        _load(served, targets, BUSY_LEVEL, plan.warm_up)


def judge(levels: dict[int, Level], plan: Plan) -> dict[str, Any]:
    """Everything that goes into the report, with the targets beside what was seen."""
    plain = {str(clients): level.plain() for clients, level in levels.items()}
    results: dict[str, Any] = {
        "texts": "mixed" if plan.mixed else "copied",
        "rounds": plan.rounds,
        "requests_per_round": plan.requests,
        "levels": plain,
        "targets": {},
    }
    if alone := plain.get("1"):
        whole, bare = alone["whole"]["p50"], alone["index"]["p50"] + alone["embedding"]["p50"]
        results["own_share_ms"] = {
            "whole": whole,
            "index": alone["index"]["p50"],
            "embedding": alone["embedding"]["p50"],
            "own": round(whole - bare, 3),
        }
        results["targets"]["own_share_at_most_index_and_embedding"] = {
            "wanted_ms": round(bare, 3),
            "seen_ms": round(whole - bare, 3),
            "met": whole - bare <= bare,
        }
        if alone["index_paced"]:
            paced = alone["index_paced"]["p50"] + alone["embedding_paced"]["p50"]
            results["own_share_ms"] |= {
                "index_paced": alone["index_paced"]["p50"],
                "embedding_paced": alone["embedding_paced"]["p50"],
                "own_paced": round(whole - paced, 3),
            }
            results["targets"]["own_share_at_most_paced_index_and_embedding"] = {
                "wanted_ms": round(paced, 3),
                "seen_ms": round(whole - paced, 3),
                "met": whole - paced <= paced,
            }
    if busy := plain.get(str(BUSY_LEVEL)):
        seen = busy["whole"]["answers_per_s"]
        results["targets"]["answers_per_s_at_8"] = {
            "wanted": WANTED_AT_BUSY,
            "seen": seen,
            "met": seen >= WANTED_AT_BUSY,
        }
    return results


def _plan(arguments: argparse.Namespace, settings: Settings) -> Plan:
    quick = arguments.quick
    requests = arguments.requests or (50 if quick else 500)
    return Plan(
        passages=arguments.passages or (1_000 if quick else 10_000),
        requests=requests,
        rounds=1 if quick else 3,
        mixed=arguments.mixed,
        warm_up=min(_WARM_UP, requests),
        # A quick run is too short for the API to call in anybody.
        processes=1 if quick or settings.qdrant_url else settings.answering_processes,
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure and write the report, or only show where the time goes."""
    plan = _plan(arguments, Settings())
    questions = [topic.question for each in read_sets(arguments.questions).values() for topic in each]
    with temporary_base() as settings:
        multiply(settings, plan.passages, mixed=plan.mixed)
        if arguments.profile:
            print(profile(settings, questions))
            return 0
        origin = provenance(settings, describe(settings))
        results = judge(measure(plan, questions, settings), plan)
    # A quick run and one on other texts stand beside the kept result, not in its place.
    name = "-".join(["latency", *["mixed"] * plan.mixed, *["quick"] * arguments.quick])
    report = Report(name, "Svartid: hele svaret og det API-et selv bruker", origin, results, tables(results, origin))
    print(write(report, arguments.results).with_suffix(".md").read_text(encoding="utf-8"))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.latency", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--passages", type=int, help="how many passages the index is to hold (10 000)")
    parser.add_argument("--requests", type=int, help="requests at each level in each round (500)")
    parser.add_argument("--quick", action="store_true", help="one short round on a small index: to see that it works")
    parser.add_argument("--mixed", action="store_true", help="exchange words in the copies, so that no texts are equal")
    parser.add_argument("--profile", action="store_true", help="print where the API's own time goes, and write nothing")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the questions (JSON Lines)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    try:
        return run(parser.parse_args(argv))
    except KunnskapsbaseError as error:
        print(error, file=sys.stderr)
        return 2


def _stop(_: int, __: FrameType | None) -> None:
    """End by an exception, so that the API and the folder go too."""
    sys.exit(143)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(main())
