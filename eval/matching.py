"""``python -m eval.matching``: what it costs in relevance to put those like the asker first, and what it gives.

Four ways to tell how like two municipalities are, each at several weights, over the same found solutions: inhabitants
alone (log scale), SSB's KOSTRA groups alone, nearest neighbours on standardised features as in CIPFA's model, and the
product's. Asked by those who say how large they are, and by a sample of small municipalities, each with every question
that something answers. The product's is also measured with networks counted for less and more, as those ask who are in
one. Exit status: 0 done; 2 nothing was measured.
"""

import argparse
import math
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import fmean, median, pstdev
from typing import Any

from eval.building import describe, temporary_base
from eval.command import show
from eval.matching_report import NETWORK_SHARES, WEIGHTS, draw, tables
from eval.metrics import NDCG, per_topic
from eval.provenance import provenance
from eval.report import RESULTS, Report, write
from eval.runs import open_service
from eval.topics import QUESTIONS, Topic, read_sets
from kunnskapsbase.matching import LEVELS, Asker, Leading, Shares, allowed, nearness
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.settings import Settings
from search_api.parameters import SolutionParameters, find_municipality
from search_api.pipeline import Candidate, Found
from search_api.service import SearchService

SHOWN = 10
BEYOND = 20
_TOP = 5
_SMALL = 5000
_SEED = 20261129

Likeness = Callable[[Municipality, Asker], float]
"""How like the asker a municipality is, 0–1."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question somebody asks. ``topic`` has an id of its own for each who asks it."""

    topic: Topic
    asker: Asker
    found: Found


def ours(shares: Shares) -> Likeness:
    """The product's way, in its steps; with one share alone it is that part by itself."""
    return lambda other, asker: round(nearness(other, asker).total(shares) * LEVELS) / LEVELS


def standardised(register: MunicipalityRegister) -> Likeness:
    """Nearest neighbours as CIPFA's model has them: distances on standardised features, squared and added.

    The features are the two the register has as numbers, ln inhabitants and SSB's centrality index; CIPFA's own are
    some forty English statistics. The distance becomes a likeness by exp(−½ d²).
    """
    size_scale = pstdev(math.log(each.population) for each in register)
    centrality_scale = pstdev(each.centrality_index for each in register)

    def likeness(other: Municipality, asker: Asker) -> float:
        assert asker.inhabitants is not None, "only those of a known size are measured"
        squared = (math.log(other.population / asker.inhabitants) / size_scale) ** 2
        if asker.municipality:
            apart = other.centrality_index - asker.municipality.centrality_index
            squared += (apart / centrality_scale) ** 2
        return math.exp(-0.5 * squared)

    return likeness


def ways(settings: Settings, register: MunicipalityRegister) -> dict[str, Likeness]:
    """The ways that are compared, by name."""
    none = Shares(size=0.0, place=0.0, centrality=0.0, kostra=0.0, language=0.0, network=0.0)
    return {
        "ours": ours(Shares.of(settings)),
        "inhabitants": ours(replace(none, size=1.0)),
        "kostra": ours(replace(none, kostra=1.0)),
        "standardised": standardised(register),
    }


def _leading(candidate: Candidate, asking: Asking) -> Leading:
    conditions, own = asking.found.read.conditions, asking.asker.municipality
    return [(who, each) for who, each in candidate.shelved.leading if allowed(each, conditions) and each is not own]


def _order(asking: Asking, likeness: Likeness, weight: float, pool: int) -> list[tuple[Candidate, Municipality | None]]:
    """The ten shown, of the first ``pool`` by their text, each with the participant that is most like the asker."""
    ranked = []
    for candidate in asking.found.candidates[:pool]:
        lifts = [(likeness(each, asking.asker), each.kommunenummer, each) for _, each in _leading(candidate, asking)]
        lift, _, nearest = max(lifts, default=(0.0, "", None))
        ranked.append((candidate.score * (1.0 + weight * lift), candidate, nearest))
    ranked.sort(key=lambda each: (-each[0], each[1].shelved.solution.id))
    return [(candidate, nearest) for _, candidate, nearest in ranked[:SHOWN]]


def _hidden(asking: Asking, shown: Sequence[str]) -> int:
    first = [each.shelved.solution.id for each in asking.found.candidates[:SHOWN]]
    return sum(each in asking.topic.relevant and each not in shown for each in first)


def _seen(askings: Sequence[Asking], likeness: Likeness, weight: float, pool: int) -> dict[str, Any]:
    rankings: dict[str, list[str]] = {}
    distances: list[float] = []
    hidden = met = 0
    for asking in askings:
        order = _order(asking, likeness, weight, pool)
        rankings[asking.topic.id] = [candidate.shelved.solution.id for candidate, _ in order]
        hidden += _hidden(asking, rankings[asking.topic.id])
        assert asking.asker.inhabitants is not None, "only those of a known size are measured"
        nearest = [each for _, each in order[:_TOP] if each is not None]
        distances += [abs(math.log(each.population / asking.asker.inhabitants)) for each in nearest]
        met += sum(any(each.kommunenummer in circle.members for circle in asking.asker.circles) for each in nearest)
    values = per_topic([asking.topic for asking in askings], rankings)[NDCG]
    return {
        "weight": weight,
        "ndcg": round(fmean(values.values()), 4),
        "median_ln_ratio": round(median(distances), 4),
        "hidden": hidden,
        "in_network": round(met / len(distances), 4),
    }


def compare(askings: Sequence[Asking], compared: Mapping[str, Likeness]) -> dict[str, Any]:
    """Way → at each weight: relevance, distance in size, and relevant solutions pushed out of the ten shown."""
    return {
        "askings": len(askings),
        "questions": len({asking.found.read.ask.text for asking in askings}),
        "relevant_in_the_first": sum(
            each.shelved.solution.id in asking.topic.relevant
            for asking in askings
            for each in asking.found.candidates[:SHOWN]
        ),
        "within": {name: [_seen(askings, like, each, SHOWN) for each in WEIGHTS] for name, like in compared.items()},
        "beyond": {name: [_seen(askings, like, each, BEYOND) for each in WEIGHTS] for name, like in compared.items()},
    }


def _found(service: SearchService, topics: Sequence[Topic]) -> dict[str, Found]:
    """What the text and the wishes find, twice as many as are shown; who asks changes nothing of it."""
    return {
        topic.id: service.find(SolutionParameters(q=topic.question, limit=BEYOND, passages=0).ask(service.register))[0]
        for topic in topics
    }


def _asker(who: Municipality | None, service: SearchService, population: int | None = None) -> Asker:
    circles = service.entities.networks().circles(date.today().year)
    return Asker(who, population, circles=circles.get(who.kommunenummer, ()) if who else ())


def _said(topic: Topic, service: SearchService) -> Asker:
    who = find_municipality(topic.municipality, service.register) if topic.municipality else None
    return _asker(who, service, topic.inhabitants)


def small_askers(register: MunicipalityRegister, count: int) -> list[Municipality]:
    """So many municipalities of under 5 000 inhabitants, drawn by chance and the same each time."""
    small = sorted((each for each in register if each.population < _SMALL), key=lambda each: each.kommunenummer)
    return random.Random(_SEED).sample(small, min(count, len(small)))


def networked_askers(service: SearchService, count: int) -> list[Municipality]:
    """So many of under 5 000 inhabitants that are in a network beside their regional council, drawn the same way."""
    small = small_askers(service.register, len(service.register))
    return [each for each in small if _asker(each, service).circles][:count]


def by_share(askings: Sequence[Asking], settings: Settings) -> list[dict[str, Any]]:
    """The ten shown with networks counted for more and more beside the rest of the likeness."""
    shares = Shares.of(settings)
    return [
        _seen(askings, ours(replace(shares, network=each)), settings.match_weight, SHOWN) | {"network": each}
        for each in NETWORK_SHARES
    ]


def measure(settings: Settings, topics: Sequence[Topic], askers: int) -> dict[str, Any]:
    """Ask every question once without a preference, and order what was found in each way."""
    answerable = [topic for topic in topics if topic.answerable]
    with open_service(settings.model_copy(update={"match_weight": 0.0})) as service:
        register = service.register
        found = _found(service, answerable)
        compared = ways(settings, register)
        stated = [Asking(topic, _said(topic, service), found[topic.id]) for topic in answerable if topic.states_size]

        def asked_by(municipalities: Sequence[Municipality]) -> list[Asking]:
            return [
                Asking(replace(topic, id=f"{topic.id}/{each.kommunenummer}"), _asker(each, service), found[topic.id])
                for each in municipalities
                for topic in answerable
            ]

        sampled, networked = asked_by(small_askers(register, askers)), asked_by(networked_askers(service, askers))
        results = {"stated": stated, "sampled": sampled}
        return {name: compare(askings, compared) for name, askings in results.items() if askings} | {
            "networks": {
                name: by_share(askings, settings)
                for name, askings in (results | {"networked": networked}).items()
                if askings
            }
        }


def run(questions: Path, askers: int, folder: Path) -> Path:
    """Measure, and write the report with its drawing; returns the JSON file."""
    topics = [topic for each in read_sets(questions).values() for topic in each]
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        results = measure(settings, topics, askers)
    file = write(
        Report("storrelse", "Kommuner som ligner på den som spør", origin, results, tables(results, settings)), folder
    )
    draw(results, folder)
    return file


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.matching", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the questions (JSON Lines)")
    parser.add_argument("--askers", type=int, default=20, help="how many small municipalities ask every question")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report and the drawing")
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments.questions, arguments.askers, arguments.results))


if __name__ == "__main__":
    sys.exit(main())
