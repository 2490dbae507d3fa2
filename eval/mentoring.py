"""``python -m eval.mentoring``: whether the help is shared fairly, what that costs in fit, and who answers a theme.

Every county of more than one municipality is matched for every sector and for the commonest keywords: all to the best
fit, one municipality at a time, and all at once, with different weights of the load. Beside it stands how well the
solutions of a theme are found at different bars. Nobody in the collection has said yes, so all mentors are suggested,
with room for two. Exit status: 0 done; 2 nothing could be measured.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

from eval.building import describe, temporary_base
from eval.command import show
from eval.provenance import provenance
from eval.report import RESULTS, Report, Table, decimal, write
from eval.runs import open_service
from eval.topics import ORDINARY, QUESTIONS, read_topics
from kunnskapsbase.mentor_assignment import DEFAULT_WEIGHTS, Pair, Weights, assign, choose
from kunnskapsbase.mentoring import Answering, Candidate, Known, candidates
from kunnskapsbase.municipalities import Municipality, fold
from kunnskapsbase.solution import Sector
from search_api.service import SearchService
from search_api.themes import THEME_BAR, answering, searched

WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)
BARS = (0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
_KEYWORDS = 10
# A keyword of fewer solutions says little of how a theme is found.
_FEWEST = 3
# So many that nobody is ever full.
_NO_LIMIT = 100
Way = Callable[[Sequence[Municipality], Sequence[Candidate]], Sequence[Pair]]


def gini(values: Iterable[int]) -> float:
    """How unevenly something is shared: 0 where all have the same, near 1 where one has it all; 0 of nothing."""
    ordered = sorted(values)
    total = sum(ordered)
    if not total:
        return 0.0
    weighted = sum(place * value for place, value in enumerate(ordered, start=1))
    return 2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)


def nearest(askers: Sequence[Municipality], mentors: Sequence[Candidate]) -> list[Pair]:
    """Everyone to the mentor that fits best, whoever else is sent there."""
    roomy = [replace(one, mentor=one.mentor.model_copy(update={"capacity": _NO_LIMIT})) for one in mentors]
    return [pair for asker in askers for pair in choose(asker, roomy, weights=Weights(load=0.0), limit=1)]


def one_by_one(askers: Sequence[Municipality], mentors: Sequence[Candidate], weight: float) -> list[Pair]:
    """The mentor that is best for each in turn, with those sent to it before counted."""
    pairs: list[Pair] = []
    helped: Counter[str] = Counter()
    for asker in askers:
        loaded = [replace(one, load=helped[one.number]) for one in mentors]
        for pair in choose(asker, loaded, weights=Weights(load=weight), limit=1):
            pairs.append(pair)
            helped[pair.candidate.number] += 1
    return pairs


def together(askers: Sequence[Municipality], mentors: Sequence[Candidate], weight: float) -> Sequence[Pair]:
    """All at once."""
    return assign(askers, mentors, weights=Weights(load=weight)).pairs


def ways() -> dict[str, Way]:
    """What is compared, by the name the report gives it."""
    return {
        "den som passer best": nearest,
        "én om gangen, vekt 0,0": partial(one_by_one, weight=0.0),
        f"én om gangen, vekt {decimal(DEFAULT_WEIGHTS.load, 1)}": partial(one_by_one, weight=DEFAULT_WEIGHTS.load),
        **{f"samlet, vekt {decimal(weight, 1)}": partial(together, weight=weight) for weight in WEIGHTS},
    }


def judge(pairs: Sequence[Pair], mentors: Sequence[Candidate]) -> dict[str, float]:
    """What came of one way for one county and theme.

    ``fit`` is the mean fit (0–1), ``worst`` the lowest; ``most`` how many the busiest mentor got, ``gini`` how unevenly
    the askers are shared among all that could help, ``beyond`` how many of them were sent where there was no room.
    """
    helped = Counter(pair.candidate.number for pair in pairs)
    fits = [pair.fit.value for pair in pairs]
    room = {one.number: one.mentor.capacity for one in mentors}
    return {
        "fit": fmean(fits),
        "worst": min(fits),
        "most": max(helped.values()),
        "gini": gini(helped[one.number] for one in mentors),
        "beyond": sum(max(0, number - room[mentor]) for mentor, number in helped.items()),
        "pairs": len(pairs),
    }


def themes(service: SearchService) -> dict[str, tuple[Answering, ...]]:
    """The sectors by their code and the commonest keywords, each with the solutions that answer it."""
    keywords = Counter(fold(each) for shelved in service.solutions() for each in shelved.solution.themes)
    commonest = sorted(keywords, key=lambda each: (-keywords[each], each))[:_KEYWORDS]
    return {theme: answering(theme, service) for theme in (*Sector, *commonest)}


def share(service: SearchService) -> dict[str, Any]:
    """Every county with every theme that at least two could help with, in every way; means over them."""
    counties = {
        name: [each for each in service.register if each.county_number == number]
        for number, name in service.register.counties().items()
    }
    judged: dict[str, list[dict[str, float]]] = {name: [] for name in ways()}
    seconds = dict.fromkeys(judged, 0.0)
    circles = service.entities.networks().circles(date.today().year)
    for theme, answers in themes(service).items():
        mentors = candidates(answers, service.register, Known(circles=circles), theme)
        for askers in counties.values():
            if len(askers) < 2 or len(mentors) < 2:
                continue
            for name, way in ways().items():
                began = time.perf_counter()
                pairs = way(askers, mentors)
                seconds[name] += time.perf_counter() - began
                judged[name].append(judge(pairs, mentors))
    return {
        "boards": len(next(iter(judged.values()))),
        "ways": {name: _means(rows) | {"seconds": seconds[name] / len(rows)} for name, rows in judged.items()},
    }


def _means(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    means = {key: fmean(row[key] for row in rows) for key in ("fit", "worst", "most", "gini")}
    beyond = sum(row["beyond"] for row in rows) / sum(row["pairs"] for row in rows)
    return means | {"busiest": max(row["most"] for row in rows), "beyond": beyond}


def bars(service: SearchService, questions: Path) -> dict[str, list[dict[str, float]]]:
    """How well a bar tells the solutions of a theme from the others that the search finds.

    Keywords are judged by the solutions that have them, as if only the search were asked; questions by their labels.
    """
    keywords: dict[str, set[str]] = {}
    for shelved in service.solutions():
        for keyword in map(fold, shelved.solution.themes):
            keywords.setdefault(keyword, set()).add(shelved.solution.id)
    sets = {
        "nøkkelord": [(each, ids) for each, ids in keywords.items() if len(ids) >= _FEWEST],
        "spørsmål": [
            (topic.question, set(topic.relevant))
            for topic in read_topics(questions / f"{ORDINARY}.jsonl")
            if topic.answerable
        ],
    }
    return {name: _at_bars(asked, service) for name, asked in sets.items()}


def _at_bars(asked: Sequence[tuple[str, set[str]]], service: SearchService) -> list[dict[str, float]]:
    shares = [(searched(theme, service, min(BARS)), right) for theme, right in asked]
    rows = []
    for bar in BARS:
        found = [({each for each, share in shares_of.items() if share >= bar}, right) for shares_of, right in shares]
        precision = fmean(len(here & right) / len(here) if here else 0.0 for here, right in found)
        recall = fmean(len(here & right) / len(right) for here, right in found)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        count = fmean(len(here) for here, _ in found)
        rows.append({"bar": bar, "precision": precision, "recall": recall, "f1": f1, "found": count})
    return rows


def tables(results: dict[str, Any]) -> list[Table]:
    """The results as people read them."""
    shared = results["shared"]
    ways_note = (
        f"{shared['boards']} fordelinger: hvert fylke med mer enn én kommune, for hver sektor og de {_KEYWORDS} "
        "vanligste nøkkelordene. Tallene er snitt over dem; «flest i én» er det verste av alle. Gini er 0 når alle som "
        "kan hjelpe, får like mange, og nær 1 når én får alle. «Over plassen» er andelen som sendes til en full "
        "mentor; der plassen holdes så langt det går, er det fordi det er for få mentorer. Standardvekten er "
        f"{decimal(DEFAULT_WEIGHTS.load, 1)}: opp dit får den travleste langt færre for lite tapt, etter det er det "
        "omvendt."
    )
    way_rows = [
        [
            name,
            decimal(row["fit"]),
            decimal(row["worst"]),
            decimal(row["most"], 1),
            str(round(row["busiest"])),
            decimal(row["gini"], 2),
            f"{decimal(100 * row['beyond'], 1)} %",
        ]
        for name, row in shared["ways"].items()
    ]
    columns = ("måte", "passer", "dårligst", "flest hos én", "flest i én", "Gini", "over plassen")
    bar_note = (
        "Et tema er også et spørsmål. En løsning regnes som svar når den skårer minst så stor del av den beste. "
        f"«nøkkelord» er alle med minst {_FEWEST} løsninger, målt mot dem som har det; «spørsmål» er de vanlige "
        f"utviklingsspørsmålene. Grensen er {decimal(THEME_BAR, 2)}."
    )
    bar_rows = [
        [
            name,
            decimal(row["bar"], 2),
            *(decimal(row[key], 2) for key in ("precision", "recall", "f1")),
            decimal(row["found"], 1),
        ]
        for name, rows in results["bars"].items()
        for row in rows
    ]
    return [
        Table("Fordelingen av hjelp", columns, way_rows, ways_note),
        Table("Hva et tema betyr", ("mengde", "grense", "presisjon", "dekning", "F1", "løsninger"), bar_rows, bar_note),
    ]


def run(questions: Path, folder: Path) -> Path:
    """Measure and write the report; returns the JSON file."""
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        with open_service(settings) as service:
            results = {"shared": share(service), "bars": bars(service, questions)}
    report = Report("mentorer", "Mentorer: er hjelpen rettferdig fordelt?", origin, results, tables(results))
    return write(report, folder)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.mentoring", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="folder with the labelled questions")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments.questions, arguments.results))


if __name__ == "__main__":
    sys.exit(main())
