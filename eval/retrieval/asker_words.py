"""What words about the one who asks would do among those that are matched, and are taken out for.

Few of the development questions say how large the municipality is or where it lies, and which way those few fall is
chance. Here every question that says nothing of it gets a sentence that does, by rule, and is searched for twice: as
the product does, without the words it understands, and with all of them. What answers it is the same.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from eval.metrics import NDCG, difference, estimate, p_value, per_topic
from eval.retrieval.measuring import ask
from eval.retrieval.searchers import IndexSearcher
from eval.topics import Topic
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.question import understand

# How the asker is told of, by written form.
WAYS: Mapping[str, Mapping[str, str]] = {
    "inhabitants": {
        "nb": "Vi er {inhabitants} innbyggere. {question}",
        "nn": "Vi er {inhabitants} innbyggjarar. {question}",
    },
    "size word": {"nb": "{question} Gjerne fra små kommuner.", "nn": "{question} Gjerne frå små kommunar."},
    "county": {"nb": "{question} Hva er gjort i {county}?", "nn": "{question} Kva er gjort i {county}?"},
}
_INHABITANTS = ("900", "1 400", "2 300", "3 100", "4 600", "7 800")
# The municipality and the county are one and called the same, and the name is read as the municipality's.
_A_MUNICIPALITY_TOO = "Oslo"
_SEED = 20261130


def silent(topics: Sequence[Topic], register: MunicipalityRegister) -> list[Topic]:
    """The answerable topics that say nothing of who asks, or of what is wished for beside the subject."""
    return [
        topic
        for topic in topics
        if topic.answerable and set(understand(topic.question, register).parts) <= {"field_words"}
    ]


def telling(topic: Topic, way: str, register: MunicipalityRegister) -> Topic:
    """The topic with its asker told of; its id decides how many inhabitants, or which county."""
    chance = random.Random(f"{_SEED}:{topic.id}")
    counties = sorted(set(register.counties().values()) - {_A_MUNICIPALITY_TOO})
    said = WAYS[way][topic.language].format(
        question=topic.question, inhabitants=chance.choice(_INHABITANTS), county=chance.choice(counties)
    )
    return replace(topic, question=said)


def without_the_understood(topic: Topic, register: MunicipalityRegister) -> Topic:
    """The topic with what the product matches of it."""
    return replace(topic, question=understand(topic.question, register).text)


def compare(topics: Sequence[Topic], searcher: IndexSearcher, register: MunicipalityRegister) -> dict[str, Any]:
    """Way → nDCG@10 with the words taken out, with them left in, and how much more the first gives."""
    asked = silent(topics, register)
    if not asked:
        return {}
    found: dict[str, Any] = {}
    for way in WAYS:
        whole = [telling(topic, way, register) for topic in asked]
        left_in = per_topic(whole, ask(searcher, whole))[NDCG]
        taken_out = per_topic(whole, ask(searcher, [without_the_understood(each, register) for each in whole]))[NDCG]
        found[way] = {
            "topics": len(asked),
            "taken_out": estimate(list(taken_out.values())).plain(),
            "left_in": estimate(list(left_in.values())).plain(),
            "gain": difference(left_in, taken_out).plain() | {"p": round(p_value(left_in, taken_out), 4)},
        }
    return found
