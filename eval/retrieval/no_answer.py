"""Does the product say so when nothing answers? Counted over the answerable topics and those that nothing answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.topics import Topic
from search_api.pipeline import Found

COVERAGE_BARS = tuple(step / 10 for step in range(1, 10))
SIMILARITY_BARS = tuple(step / 50 for step in range(8, 21))
AGREEMENT_BARS = tuple(step / 20 for step in range(7, 20))
# So many questions to other collections are asked of this one, where hardly any can have an answer.
ELSEWHERE = 300


def coverage(found: Found) -> float:
    """The best coverage of the question by any solution shown."""
    return max((each.evidence.coverage for each in found.candidates), default=0.0)


def similarity(found: Found) -> float:
    """The cosine of the nearest text."""
    return found.similarity


def agreement(found: Found) -> float:
    """How much the channels agree on the best."""
    return found.agreement


def said(topics: Sequence[Topic], found: Mapping[str, Found]) -> dict[str, dict[str, int]]:
    """How many topics of each kind were told that an answer was found, and how many that none was."""
    counts = {kind: {"answer_found": 0, "no_answer": 0} for kind in ("answerable", "unanswerable")}
    for topic in topics:
        kind = "answerable" if topic.answerable else "unanswerable"
        counts[kind]["answer_found" if found[topic.id].answers else "no_answer"] += 1
    return counts


def _curve(judged: Sequence[tuple[bool, float]], bars: Sequence[float]) -> list[dict[str, Any]]:
    return [
        {
            "bar": bar,
            "false_answers": sum(not answerable and value >= bar for answerable, value in judged),
            "unanswerable": sum(not answerable for answerable, _ in judged),
            "false_refusals": sum(answerable and value < bar for answerable, value in judged),
            "answerable": sum(answerable for answerable, _ in judged),
        }
        for bar in bars
    ]


def curves(topics: Sequence[Topic], found: Mapping[str, Found]) -> dict[str, list[dict[str, Any]]]:
    """For each sign and each bar: answers claimed where nothing answers, and answers withheld where something does.

    Each sign is held against its bar by itself; what the product makes of all together is in ``said``.
    """
    signs = {
        "similarity": (similarity, SIMILARITY_BARS),
        "agreement": (agreement, AGREEMENT_BARS),
        "coverage": (coverage, COVERAGE_BARS),
    }
    return {
        name: _curve([(topic.answerable, value(found[topic.id])) for topic in topics], bars)
        for name, (value, bars) in signs.items()
    }


def answered(found: Mapping[str, Found]) -> dict[str, int]:
    """How many of questions about other things were told that an answer was found; a few may rightly have been."""
    return {"asked": len(found), "answer_found": sum(each.answers for each in found.values())}
