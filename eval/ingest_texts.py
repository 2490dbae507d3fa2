"""Texts to make documents of: real sentences of the corpus, with words exchanged so that no two documents are equal.

The corpus has some 2,400 sentences, and 10,000 documents of two pages take 700,000. A sentence is therefore drawn, and
every third of its words is exchanged for one drawn from the whole corpus, as in ``eval.copies``: letters, lengths and
names stay those of Norwegian, while nothing stands twice. Document ``number`` is the same in every run.
"""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kunnskapsbase.sentences import sentences
from kunnskapsbase.settings import ROOT

EXPERIENCES = ROOT / "corpus" / "erfaringer"
# Four sections of four paragraphs of four sentences of 80 letters: what stands on about two pages.
TWO_PAGES = 4
_PARAGRAPHS = 4
_SENTENCES = 4
_EVERY = 3
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs under it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A document to be: ``number`` counts from 0 and stands in the title."""

    number: int
    title: str
    sections: tuple[Section, ...]

    @property
    def paragraphs(self) -> list[str]:
        """All paragraphs in order."""
        return [paragraph for section in self.sections for paragraph in section.paragraphs]


class Writer:
    """Writes documents out of the sentences of a folder of experiences; ``fingerprint`` is of these."""

    def __init__(self, folder: Path = EXPERIENCES) -> None:
        texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md"))]
        self.experiences = len(texts)
        self.fingerprint = hashlib.sha256("".join(texts).encode()).hexdigest()[:12]
        self._sentences = [each for text in texts for each in _prose(text)]
        self._headings = [title[:_LONGEST_HEADING].rsplit(" ", 1)[0] for title in map(_title, texts)]
        self._words = [word for sentence in self._sentences for word in sentence.rstrip(".").split()]

    def text(self, number: int, sections: int = TWO_PAGES) -> Text:
        """Document ``number`` with so many sections; half a page each."""
        chance = random.Random(f"dokument {number}")
        made = tuple(
            Section(
                f"{place} {chance.choice(self._headings)}",
                tuple(self._paragraph(chance) for _ in range(_PARAGRAPHS)),
            )
            for place in range(1, sections + 1)
        )
        return Text(number, f"Rapport nummer {number}: {chance.choice(self._headings)}", made)

    def _paragraph(self, chance: random.Random) -> str:
        return " ".join(self._sentence(chance) for _ in range(_SENTENCES))

    def _sentence(self, chance: random.Random) -> str:
        words = chance.choice(self._sentences).rstrip(".").split()
        # Not the first word, which begins with a capital letter.
        exchanged = range(chance.randrange(1, _EVERY + 1), len(words), _EVERY)
        for place in exchanged:
            words[place] = chance.choice(self._words)
        return f"{' '.join(words)}."


def _prose(text: str) -> Sequence[str]:
    body = text.split("---\n", 2)[2]
    parts = (part.strip() for part in body.split("\n\n"))
    return [each for part in parts if part and part[0] not in "#<" for each in sentences(" ".join(part.split()))]


def _title(text: str) -> str:
    line = next(line for line in text.split("\n") if line.startswith("tittel:"))
    return line.removeprefix("tittel:").strip().strip("'\"")
