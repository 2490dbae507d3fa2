"""``python -m training.language``: the words that tell bokmål and nynorsk apart, counted in open text.

A word counts where two collections agree: public-service letters that say the same in both forms, and documents of the
GiellaLT corpora. Subjects differ between collections (only the letters are of pensions, only the documents of
reindeer), so a word common in one form of one collection tells nothing by itself. Of the documents those passages count
whose function words agree with the folder they lay in: one in six of the nynorsk ones is bokmål. Every second pair and
document is kept out for ``eval.language``.
"""

import argparse
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.sources import LETTERS, RUNNING_TEXT, Source, read_lines, read_parallel
from training.words import is_norwegian, passages_of, words_of, written_form

OUT = Path("kunnskapsbase/words/maalform.txt")
HEADING = (
    "# Words that only bokmål (weights below 0) or only nynorsk (above 0) has, and how strongly they tell, as a log\n"
    "# ratio; made by «python -m training.language» from letters and documents, see training/sources.py.\n"
)
_BY_NAME = {source.name: source for source in RUNNING_TEXT}
DOCUMENTS: dict[str, Source] = {"nb": _BY_NAME["giella_nob"], "nn": _BY_NAME["giella_nno"]}
# The first words of a document tell which document it is.
_BEGINNING = 200
_FEWEST_PASSAGES = 15
_FEWEST_LETTERS = 4
# The letters are few, and the documents hold quotations of the other form: neither alone is trusted as far.
_ONE_SOURCE = 0.7
_WEAKEST = math.log(4)
_STRONGEST = 4.0
# Written small, so that names of people and places stay out.
_SMALL_WORD = re.compile(r"(?<![\w.@-])[a-zæøåéèêóòôäöü]+(?![\w@-])")


def is_for_training(text: str) -> bool:
    """Whether a text is one of the half that is learned from; the other half is for measuring."""
    return hashlib.md5(text[:_BEGINNING].encode(), usedforsecurity=False).digest()[0] % 2 == 0


@dataclass
class Counts:
    """In how many texts of each form a word stands, and how many texts there are."""

    words: dict[str, Counter[str]] = field(default_factory=lambda: {"nb": Counter(), "nn": Counter()})
    texts: Counter[str] = field(default_factory=Counter)

    def add(self, form: str, text: str) -> None:
        """Count the different words of a text."""
        self.words[form].update(set(_SMALL_WORD.findall(text)))
        self.texts[form] += 1

    def seen(self, word: str) -> int:
        """In how many texts a word stands, whatever the form."""
        return self.words["nb"][word] + self.words["nn"][word]

    def log_ratio(self, word: str) -> float:
        """How much more of the nynorsk texts than of the bokmål ones hold the word, smoothed by half a text."""
        shares = [(self.words[form][word] + 0.5) / (self.texts[form] + 1) for form in ("nn", "nb")]
        return math.log(shares[0] / shares[1])


def count(data: Path) -> tuple[Counts, Counts]:
    """Letters and passages of documents, of the half that is learned from."""
    letters, documents = Counts(), Counts()
    for bokmal, nynorsk in read_parallel(data, LETTERS):
        if is_for_training(bokmal):
            letters.add("nb", bokmal)
            letters.add("nn", nynorsk)
    for form, source in DOCUMENTS.items():
        for text in filter(is_for_training, read_lines(data, source)):
            for passage in passages_of(text):
                words = words_of(passage)
                if is_norwegian(words) and written_form(words) == form:
                    documents.add(form, passage)
    return letters, documents


def _weight(word: str, letters: Counts, documents: Counts) -> float:
    """The weaker of what the two collections say, where they agree; less where only one knows the word."""
    told = []
    if letters.seen(word) >= _FEWEST_LETTERS:
        told.append(letters.log_ratio(word))
    if documents.seen(word) >= _FEWEST_PASSAGES:
        told.append(documents.log_ratio(word))
    if len(told) == 1:
        return told[0] * _ONE_SOURCE
    if len(told) == 2 and told[0] * told[1] > 0:
        return min(told, key=abs)
    return 0.0


def weights(letters: Counts, documents: Counts) -> dict[str, float]:
    """Word → weight, of the words that tell."""
    everything = {word for counts in (letters, documents) for words in counts.words.values() for word in words}
    found = {word: _weight(word, letters, documents) for word in everything}
    return {
        word: max(-_STRONGEST, min(_STRONGEST, round(weight * 2) / 2))
        for word, weight in found.items()
        if abs(weight) >= _WEAKEST
    }


def lines(found: dict[str, float]) -> Iterator[str]:
    """The words of each weight on a line of their own, in alphabetical order."""
    by_weight: dict[float, list[str]] = {}
    for word, weight in found.items():
        by_weight.setdefault(weight, []).append(word)
    for weight, words in sorted(by_weight.items()):
        yield f"{weight:+.1f}: {' '.join(sorted(words))}"


def write(found: Iterable[str], out: Path) -> None:
    """Write the list."""
    out.write_text(HEADING + "\n".join(found) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(prog="python -m training.language")
    parser.add_argument("--data", type=Path, default=Path("../shared/data/tekst"), help="training text")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args(argv)
    found = weights(*count(arguments.data))
    write(lines(found), arguments.out)
    print(f"{len(found)} words in {arguments.out}")


if __name__ == "__main__":
    main()
