"""The ways of making text ready that ``eval.analysis`` compares: the product's, and each with a step more or less."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from eval.retrieval.variants import VARIANTS
from eval.topics import Topic
from kunnskapsbase.bridging import bokmaal
from kunnskapsbase.grams import grams
from kunnskapsbase.spelling import spelt
from kunnskapsbase.text import ALL_STEPS, STOP_WORDS, Steps, terms, words

Way = Callable[[str], list[str]]
"""From a text to the units it is matched by."""

STEPS = {
    "spelling": "æ, ø og å satt inn",
    "bridging": "nynorsk som bokmål",
    "compounds": "sammensetninger delt",
    "synonyms": "synonymer og kortformer",
}
NO_STEPS = Steps(**dict.fromkeys((field.name for field in fields(Steps)), False))
ALL = "alle steg"
NONE = "bare stammer"


def _terms(steps: Steps) -> Way:
    return lambda text: terms(text, steps)


def _cut(word: str, shortest: int, longest: int) -> list[str]:
    padded = f" {word} "
    return [
        padded[start : start + length]
        for length in range(shortest, longest + 1)
        for start in range(max(1, len(padded) - length + 1))
    ]


def _grams(
    shortest: int,
    longest: int | None = None,
    *,
    stop_words: bool = False,
    before: Callable[[str], str] = lambda word: bokmaal(spelt(word)),
) -> Way:
    def way(text: str) -> list[str]:
        kept = [word for word in words(text) if stop_words or spelt(word) not in STOP_WORDS]
        return [gram for word in kept for gram in _cut(before(word), shortest, longest or shortest)]

    return way


def _across(text: str) -> list[str]:
    kept = [bokmaal(word) for word in map(spelt, words(text)) if word not in STOP_WORDS and "-" not in word]
    return _cut(" ".join(kept), 4, 4)


TERM_WAYS: Mapping[str, Way] = {
    NONE: _terms(NO_STEPS),
    **{f"bare {name}": _terms(replace(NO_STEPS, **{step: True})) for step, name in STEPS.items()},
    ALL: _terms(ALL_STEPS),
    **{f"uten {name}": _terms(replace(ALL_STEPS, **{step: False})) for step, name in STEPS.items()},
}
GRAM_WAYS: Mapping[str, Way] = {
    "4 tegn (produktet)": grams,
    "3 tegn": _grams(3),
    "5 tegn": _grams(5),
    "3 til 5 tegn": _grams(3, 5),
    "4 tegn, også på tvers av ord": _across,
    "4 tegn, også av funksjonsord": _grams(4, stop_words=True),
    "4 tegn, uten nynorsk som bokmål": _grams(4, before=spelt),
    "4 tegn, uten æ, ø og å satt inn": _grams(4, before=bokmaal),
}
PRODUCT_GRAMS = next(iter(GRAM_WAYS))


def without_marks(topic: Topic) -> str:
    """The question with æ, ø and å as the letters that look like them."""
    return topic.question.translate(str.maketrans("æøåÆØÅ", "aoaAOA"))


ASKED: Mapping[str, Callable[[Topic], str]] = {
    "som skrevet": lambda topic: topic.question,
    "en tastefeil": VARIANTS["slip"],
    "ae, oe, aa": VARIANTS["ae-oe-aa"],
    "a, o, a": without_marks,
}
AS_WRITTEN = next(iter(ASKED))
