"""What the everyday words of a question may mean in the field's own.

«Gamle som går seg bort» says neither demens nor GPS, and the text that answers says nothing else.
``words/hverdagsord.txt`` holds what people call things, a line a meaning: ``fagord, fagord: hverdagsord, hverdagsord``.
A question that has all the words of an everyday expression, in whatever order and form, is also asked with the field's
words. They count for less than its own, because the expression can mean something else too. Only questions are read so:
a text says what it is about itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kunnskapsbase.text import STOP_WORDS, terms, word_terms, words
from kunnskapsbase.wordlists import read_entries

LIST = "hverdagsord"
# What a word of the field counts for where one of the question's own counts 1. Chosen by the means over the development
# questions (``docs/gjenfinning.md``).
WEIGHT = 1 / 3
# Where there are more than so many, they share what these count for: what may mean much says little.
FULL = 3


@dataclass(frozen=True, slots=True)
class Expression:
    """An everyday expression, in stems, and the words of the field that it may mean.

    A question has it where it has all of ``telling``, the words that are not function words, in whatever order. Where
    there is but one («står uten», «ut i jobb»), it is looked for ``whole``.
    """

    telling: frozenset[str]
    whole: tuple[str, ...]
    field_words: tuple[str, ...]

    def stands_in(self, stems: Sequence[str], said: frozenset[str]) -> bool:
        """Whether a question has it, of which ``said`` are the stems and all terms."""
        if not self.telling <= said:
            return False
        length = len(self.whole)
        return len(self.telling) > 1 or any(
            tuple(stems[start : start + length]) == self.whole for start in range(len(stems) - length + 1)
        )


def _stems(found: Iterable[str]) -> list[str]:
    return [word_terms(word)[0] for word in found]


@lru_cache(maxsize=1)
def expressions() -> Mapping[str, Sequence[Expression]]:
    """An expression's first telling stem by the alphabet → those expressions. Read once, which takes 40 ms."""
    found: dict[str, list[Expression]] = {}
    for meanings, everyday in read_entries(LIST):
        meant = tuple(word.strip() for word in meanings.split(","))
        for each in everyday.split(","):
            whole = words(each)
            telling = frozenset(_stems(word for word in whole if word not in STOP_WORDS))
            if telling:
                found.setdefault(min(telling), []).append(Expression(telling, tuple(_stems(whole)), meant))
    return found


def field_words(question: str) -> tuple[str, ...]:
    """The words of the field that a question may mean and does not say itself, each once."""
    stems = _stems(words(question))
    said = frozenset(stems).union(terms(question))
    meant: dict[str, None] = {}
    for stem in sorted(said):
        for expression in expressions().get(stem, ()):
            if expression.stands_in(stems, said):
                meant.update(dict.fromkeys(expression.field_words))
    return tuple(word for word in meant if not said.issuperset(_stems(words(word))))
