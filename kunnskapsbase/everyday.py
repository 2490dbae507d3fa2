"""What the everyday words of a question may mean in the field's own.

«Gamle som går seg bort» says neither demens nor GPS, and the text that answers says nothing else.
``words/hverdagsord.txt`` holds what people call things, a line a meaning: ``fagord, fagord: hverdagsord, hverdagsord``.
A question that has all the words of an everyday expression, in whatever order and form, is also asked with the field's
words. They count for less than its own, because the expression can mean something else too. Only questions are read so:
a text says what it is about itself.

Where other words around it would turn the meaning, an expression stands in «»: then all of it must stand together, in
that order. A family that «har ikke råd» is poor; a municipality that says the same has to save. ``/`` parts the words
that may stand in one place: «barn/foreldre har ikke råd». Where many may, a line of their own gives them a name in
capitals: «FOLK har ikke råd».
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from kunnskapsbase.text import STOP_WORDS, terms, word_terms, words
from kunnskapsbase.wordlists import read_entries

LIST = "hverdagsord"
# What a word of the field counts for where one of the question's own counts 1. Chosen by the means over the development
# questions (``docs/gjenfinning.md``).
_WEIGHT = 1 / 3
# Where there are more than so many, they share what these count for: what may mean much says little.
_FULL = 3

_TOGETHER = "«»"
_OR = "/"


@dataclass(frozen=True, slots=True)
class FieldWord:
    """A word of the field, or some that belong together, with their stems, and the ``everyday`` expression for it.

    Function words among them have no stem here.
    """

    word: str
    stems: frozenset[str]
    everyday: str


@dataclass(frozen=True, slots=True)
class Expression:
    """An everyday expression, in stems, and the words of the field that it may mean.

    A question has it where it has all of ``telling``, the words that are not function words, in whatever order. Where
    it is ``together``, as where there is but one such word («står uten», «ut i jobb»), ``whole`` is looked for.
    """

    telling: frozenset[str]
    whole: tuple[str, ...]
    together: bool
    field_words: tuple[FieldWord, ...]

    def stands_in(self, stems: Sequence[str], said: frozenset[str]) -> bool:
        """Whether a question has it, of which ``said`` are the stems and all terms."""
        if not self.telling <= said:
            return False
        length = len(self.whole)
        return not self.together or any(
            tuple(stems[start : start + length]) == self.whole for start in range(len(stems) - length + 1)
        )


def _stems(found: Iterable[str]) -> list[str]:
    return [word_terms(word)[0] for word in found]


def _telling(found: Iterable[str]) -> frozenset[str]:
    """The stems of all but the function words."""
    return frozenset(_stems(word for word in found if word not in STOP_WORDS))


def _ways(written: str, named: Mapping[str, str]) -> Iterator[str]:
    """The expressions that one in the list stands for: one for each choice of words parted by ``/``."""
    places = written.strip(f" {_TOGETHER}").split()
    choices = ([word for each in place.split(_OR) for word in named.get(each, each).split(_OR)] for place in places)
    for chosen in product(*choices):
        yield " ".join(chosen)


def _expression(put: str, meanings: Sequence[str], *, together: bool) -> Expression:
    whole = words(put)
    telling = _telling(whole)
    meant = tuple(FieldWord(word, _telling(words(word)), put) for word in meanings)
    return Expression(telling, tuple(_stems(whole)), together or len(telling) == 1, meant)


@lru_cache(maxsize=1)
def expressions() -> Mapping[str, Sequence[Expression]]:
    """An expression's first telling stem by the alphabet → those expressions. Read once, which takes 0.1 s."""
    entries = read_entries(LIST)
    named = {key: rest for key, rest in entries if key.isupper()}
    found: dict[str, list[Expression]] = {}
    for meanings, everyday in entries:
        if meanings in named:
            continue
        meant = [word.strip() for word in meanings.split(",")]
        for written in everyday.split(","):
            for put in _ways(written, named):
                expression = _expression(put, meant, together=_TOGETHER[0] in written)
                if expression.telling:
                    found.setdefault(min(expression.telling), []).append(expression)
    return found


def meant_by(question: str) -> tuple[FieldWord, ...]:
    """The words of the field that a question may mean and does not say itself, each once."""
    stems = _stems(words(question))
    said = frozenset(stems).union(terms(question))
    meant: dict[str, FieldWord] = {}
    for stem in sorted(said):
        for expression in expressions().get(stem, ()):
            if expression.stands_in(stems, said):
                for each in expression.field_words:
                    meant.setdefault(each.word, each)
    return tuple(each for each in meant.values() if not each.stems <= said)


def weight_of_each(meant: Sequence[str]) -> float:
    """What each of the words of the field that a question may mean counts for, where one of its own counts 1."""
    return _WEIGHT * min(1.0, _FULL / max(1, len(meant)))


def field_words(question: str) -> tuple[str, ...]:
    """The same, as they are written."""
    return tuple(each.word for each in meant_by(question))
