"""What the wish for a municipality of like size costs in relevance, and gives in likeness."""

import math
from collections.abc import Sequence
from statistics import median
from typing import Any

from eval.metrics import mean_ndcg
from eval.runs import answer_rankings, answers, open_service
from eval.topics import Topic
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.settings import Settings
from search_api.parameters import find_municipality
from search_api.pipeline import Found

MATCH_WEIGHTS = (0.0, 0.05, 0.1, 0.2, 0.4)
_TOP = 5


def asker_inhabitants(topic: Topic, register: MunicipalityRegister) -> int | None:
    """How many the asker is, by the topic itself and not by what the product read."""
    if topic.inhabitants is not None:
        return topic.inhabitants
    return find_municipality(topic.municipality, register).population if topic.municipality else None


def size_distances(topic: Topic, found: Found, register: MunicipalityRegister) -> list[float]:
    """|ln ratio| between the asker and the participant shown, for the top five that have one."""
    asker = asker_inhabitants(topic, register)
    if not asker:
        return []
    return [abs(math.log(each.match.municipality.population / asker)) for each in found.candidates[:_TOP] if each.match]


def size_table(settings: Settings, topics: Sequence[Topic]) -> dict[str, Any]:
    """What the wish for a like-sized municipality costs in relevance and gives in likeness.

    Only answerable topics that state a size count, and they are few. The same weight also lifts hits for place and the
    like, so it is the whole of the preference for the asker that is varied; ``eval.matching`` has more askers.
    """
    chosen = [topic for topic in topics if topic.answerable and topic.states_size]
    rows: list[dict[str, Any]] = []
    read = 0
    for weight in MATCH_WEIGHTS if chosen else ():
        with open_service(settings.model_copy(update={"match_weight": weight})) as service:
            found = answers(service, chosen)
            distances = [
                distance for topic in chosen for distance in size_distances(topic, found[topic.id], service.register)
            ]
        read = sum(each.read.asker.inhabitants is not None for each in found.values())
        rows.append(
            {
                "match_weight": weight,
                "ndcg": round(mean_ndcg(chosen, answer_rankings(found)), 4),
                "median_ln_ratio": round(median(distances), 4) if distances else None,
            }
        )
    return {"topics": len(chosen), "size_read_by_product": read, "rows": rows}
