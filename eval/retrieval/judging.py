"""What was found, judged: means with intervals, comparisons with the whole, parts, variants, and the targets."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from eval.metrics import HIT, MEASURES, NDCG, RECALL_50, Estimate, difference, estimate, p_value, per_topic, summarise
from eval.retrieval.folds import weigh
from eval.retrieval.measuring import Measured
from eval.retrieval.no_answer import curves, said
from eval.retrieval.searchers import ALONE, ANSWER, FIRST_STAGE, FUSED
from eval.retrieval.slices import parts
from eval.retrieval.tasks import ASKED_SETS, LAWS, NORQUAD
from eval.topics import ORDINARY, PARAPHRASED, Topic, fingerprint
from kunnskapsbase.settings import Settings

Sets = Mapping[str, Sequence[Topic]]
Values = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Run → measure → topic id → value."""

# So many topics may be listed one by one, and tested by every measure; those of thousands would drown the rest.
_LISTED = 200
# What was set out to be reached: set, measure, the least.
_WANTED = (
    (ORDINARY, NDCG, 0.90),
    (ORDINARY, HIT, 0.98),
    (PARAPHRASED, NDCG, 0.30),
    (NORQUAD, NDCG, 0.81),
    (LAWS, NDCG, 0.70),
)
# Nynorsk may lie this far below bokmål, and so large a share of the answerable questions may be told that nothing fits.
_NN_GAP = 0.03
_FALSE_REFUSALS = 0.03


def _measures(run: str) -> list[str]:
    # An answer holds ten solutions, so that there is nothing to find among fifty.
    return [measure for measure in MEASURES if not (run in (FIRST_STAGE, ANSWER) and measure == RECALL_50)]


def _plain(run: str, estimates: Mapping[str, Mapping[str, Estimate]]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        group: {measure: by_measure[measure].plain() for measure in _measures(run)}
        for group, by_measure in estimates.items()
    }


def _compared(first: str, second: str, values: Values) -> dict[str, Any]:
    shared = [measure for measure in _measures(first) if measure in _measures(second)]
    # Over thousands of topics a test takes a second, and the interval says as much: one measure is enough there.
    tested = shared if len(values[first][NDCG]) <= _LISTED else [NDCG]
    measures: dict[str, dict[str, float]] = {}
    for measure in shared:
        one, other = values[first][measure], values[second][measure]
        measures[measure] = difference(one, other).plain()
        if measure in tested:
            measures[measure]["p"] = round(p_value(one, other), 4)
    return {"first": first, "second": second, "measures": measures}


def comparisons(values: Values) -> list[dict[str, Any]]:
    """The whole against each channel alone and everybody else; the answer against the whole, and its first stage."""
    pairs = [(other, FUSED) for other in values if other not in (FUSED, FIRST_STAGE, ANSWER)]
    if ANSWER in values:
        pairs += [(before, ANSWER) for before in (FUSED, FIRST_STAGE) if before in values]
    return [_compared(first, second, values) for first, second in pairs]


def _parts(topics: Sequence[Topic], values: Values) -> dict[str, Any]:
    return {
        name: {
            "topics": len(ids),
            "ndcg": {run: estimate([values[run][NDCG][each] for each in ids]).plain() for run in values},
        }
        for name, ids in parts(topics).items()
    }


def _variants(topics: Sequence[Topic], values: Values, measured: Measured, name: str) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for variant, runs in measured.variants.get(name, {}).items():
        rows = {}
        for run, rankings in runs.items():
            put = per_topic(topics, rankings)[NDCG]
            rows[run] = {
                "ndcg": estimate(list(put.values())).plain(),
                "against_original": difference(values[run][NDCG], put).plain()
                | {"p": round(p_value(values[run][NDCG], put), 4)},
            }
        shown[variant] = rows
    return shown


def judge_set(name: str, topics: Sequence[Topic], measured: Measured) -> dict[str, Any]:
    """All that is said of one set."""
    values = {run: per_topic(topics, rankings) for run, rankings in measured.runs[name].items()}
    result: dict[str, Any] = {
        "fingerprint": fingerprint(topics),
        "topics": len(topics),
        "answerable": {
            group: sum(topic.answerable and group in ("all", topic.language) for topic in topics)
            for group in ("all", "nb", "nn")
        },
        "runs": {run: _plain(run, summarise(topics, by_measure)) for run, by_measure in values.items()},
        "comparisons": comparisons(values),
        "parts": _parts(topics, values),
        "variants": _variants(topics, values, measured, name),
    }
    if name in ASKED_SETS:
        result |= {"said": said(topics, measured.found), "bars": curves(topics, measured.found)}
    if len(topics) <= _LISTED:
        result["per_topic"] = {
            topic.id: {run: round(values[run][NDCG][topic.id], 4) for run in values}
            for topic in topics
            if topic.answerable
        }
    return result


def _target(name: str, wanted: float, seen: float, *, most: bool = False) -> dict[str, Any]:
    met = seen <= wanted if most else seen >= wanted
    return {"target": name, "wanted": wanted, "at_most": most, "seen": round(seen, 4), "met": met}


def _said_targets(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    told = [result["said"] for result in results.values() if "said" in result]
    unanswerable = [each["unanswerable"] for each in told if sum(each["unanswerable"].values())]
    found = []
    if unanswerable:
        refused = sum(each["no_answer"] for each in unanswerable)
        share = refused / sum(sum(each.values()) for each in unanswerable)
        found.append(_target("no_answer_told", 1.0, share))
    for name in (ORDINARY, PARAPHRASED):
        if name in results:
            counts = results[name]["said"]["answerable"]
            share = counts["no_answer"] / sum(counts.values())
            found.append(_target(f"{name}: false_refusals", _FALSE_REFUSALS, share, most=True))
    return found


def targets(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was set out to be reached, and what was."""

    def mean(name: str, measure: str = NDCG, group: str = "all") -> float:
        runs = results[name]["runs"]
        seen: float = runs[ANSWER if ANSWER in runs else FUSED][group][measure]["mean"]
        return seen

    found = [
        _target(f"{name}: {measure}", wanted, mean(name, measure))
        for name, measure, wanted in _WANTED
        if name in results
    ]
    if ORDINARY in results:
        runs = results[ORDINARY]["runs"]
        best = max(runs[run]["all"][NDCG]["mean"] for run in ALONE)
        found.append(_target(f"{ORDINARY}: above_every_channel", best, mean(ORDINARY)))
    for name, result in results.items():
        if all(result["answerable"][group] for group in ("nb", "nn")):
            gap = mean(name, group="nb") - mean(name, group="nn")
            found.append(_target(f"{name}: nb_minus_nn", _NN_GAP, gap, most=True))
    return found + _said_targets(results)


def judge(measured: Measured, sets: Sets, settings: Settings) -> dict[str, Any]:
    """Everything that goes into the report."""
    judged = {
        name: judge_set(name, topics, measured)
        for name, topics in sets.items()
        if any(topic.answerable for topic in topics)
    }
    weights = None
    if measured.kept:
        weights = weigh({name: (measured.kept[name], topics) for name, topics in sets.items()}, settings)
    return {
        "labels": {run: label for run, label in measured.labels.items() if _is_shown(run, measured)},
        "targets": targets(judged),
        "sets": judged,
        "elsewhere": measured.elsewhere,
        "costs": {run: asdict(cost) for run, cost in measured.costs.items()},
        "weights": weights,
    }


def _is_shown(run: str, measured: Measured) -> bool:
    return any(run in runs for runs in measured.runs.values())
