"""Parts of a set of questions that may fare differently: by written form, way of asking, naturalness and asker."""

from collections.abc import Callable, Mapping, Sequence

from eval.topics import Topic

# The part's name in reports → which topics are in it. Parts overlap; those of one kind do not.
PARTS: Mapping[str, Callable[[Topic], bool]] = {
    "nb": lambda topic: topic.language == "nb",
    "nn": lambda topic: topic.language == "nn",
    "question": lambda topic: topic.form == "sporsmal",
    "keywords": lambda topic: topic.form == "nokkelord",
    "description": lambda topic: topic.form == "beskrivelse",
    "natural 2": lambda topic: topic.natural == 2,
    "natural 1": lambda topic: topic.natural == 1,
    "natural 0": lambda topic: topic.natural == 0,
    "says who asks": lambda topic: topic.states_size,
    "says nothing of who asks": lambda topic: not topic.states_size,
}


def parts(topics: Sequence[Topic]) -> dict[str, list[str]]:
    """Part → ids of its answerable topics; a part that holds none of them, or all, tells nothing and is left out."""
    answerable = [topic for topic in topics if topic.answerable]
    found = {name: [topic.id for topic in answerable if belongs(topic)] for name, belongs in PARTS.items()}
    return {name: ids for name, ids in found.items() if 0 < len(ids) < len(answerable)}
