"""From the sources to training units: pairs of texts that mean the same, and passages to take spans of."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from training.leak import LeakCheck
from training.nynorsk import Lexicon
from training.sources import (
    BIBLE,
    GIELLA_TITLES,
    LAW_HEADINGS,
    LETTERS,
    RUNNING_TEXT,
    Source,
    read_lines,
    read_parallel,
    read_titled,
)
from training.words import is_norwegian, passages_of, words_of, written_form

NUMBERING = re.compile(r"^(?:§\s*)?[\d.()\-]*\d[.)]?\s*(?=[^\W\d_])")
BARE_NUMBER = re.compile(
    r"^(?:art|artikkel|kap|kapittel|cap|punkt|del|nr|pkt)?\W*\w{0,4}\W*(?:art|cap|kap)?\W*$", re.IGNORECASE
)
TOKENIZER_ONLY = "sprakbanken"
TRANSLATED = frozenset(("giella_nob", "digdir_innovasjon", "felleslosninger_docs", "giella_nno"))
HELD_OUT_LETTERS = 20
LETTER_WEIGHT = 5


@dataclass
class Units:
    """Training units, one list a kind.

    Attributes:
        pairs: For each kind of pair, the pairs (query side, text side).
        passages: Passages to cut spans of, in the order of their documents.
    """

    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    passages: list[str] = field(default_factory=list)


def clean_heading(heading: str) -> str | None:
    """Returns a heading without its number, or None when nothing but a number is left ("Art 5")."""
    bare = NUMBERING.sub("", heading).strip(" .()")
    return None if not bare or BARE_NUMBER.match(bare) else bare


def is_held_out(bokmal: str) -> bool:
    """Says whether a letter sentence is kept from training, for measuring nynorsk → bokmål."""
    return crc32(" ".join(words_of(bokmal)).encode()) % HELD_OUT_LETTERS == 0


def training_letters(data: Path) -> list[tuple[str, str]]:
    """Returns the letter sentences (bokmål, nynorsk) that are not held out, each once."""
    return [pair for pair in dict.fromkeys(read_parallel(data, LETTERS)) if not is_held_out(pair[0])]


def learn_lexicons(data: Path) -> tuple[Lexicon, Lexicon]:
    """Learns the word lexicons bokmål → nynorsk and nynorsk → bokmål from the training text."""
    counts: dict[str, Counter[str]] = {"nb": Counter(), "nn": Counter()}
    for source in RUNNING_TEXT:
        if source.name.startswith(("giella", "lovdata")):
            for line in read_lines(data, source):
                words = words_of(line)
                counts[written_form(words)].update(words)
    pairs = training_letters(data) * LETTER_WEIGHT + list(read_parallel(data, BIBLE))
    to_nynorsk = Lexicon(pairs, counts["nb"], counts["nn"])
    to_bokmal = Lexicon([(nynorsk, bokmal) for bokmal, nynorsk in pairs], counts["nn"], counts["nb"])
    return to_nynorsk, to_bokmal


class UnitReader:
    """Reads every training unit that passes the leak check.

    Attributes:
        units: What has been read.
    """

    def __init__(self, data: Path, leak: LeakCheck) -> None:
        """Prepares to read.

        Args:
            data: The text folder.
            leak: The check that every unit goes through.
        """
        self._data, self._leak = data, leak
        self._to_nynorsk, self._to_bokmal = learn_lexicons(data)
        self.units = Units()

    def read(self) -> Units:
        """Reads all sources and returns the units."""
        for source, kind in ((LAW_HEADINGS, "law"), (GIELLA_TITLES, "title")):
            titled = list(self._titled(source))
            self.units.pairs[kind] = titled
            self.units.pairs[f"{kind}_other_form"] = [
                # A heading is too short to tell its own form from: the body's form decides.
                (self._other_form(heading, told_by=body), body)
                for heading, body in titled
            ]
        for source, rows in (
            (LETTERS, training_letters(self._data)),
            (BIBLE, list(read_parallel(self._data, BIBLE))),
        ):
            self.units.pairs[source.name] = [
                (nynorsk, bokmal)
                for bokmal, nynorsk in rows
                if bokmal != nynorsk and self._leak.allows(source.name, bokmal, nynorsk)
            ]
        self.units.pairs["passage_other_form"] = []
        for source in RUNNING_TEXT:
            if source.name != TOKENIZER_ONLY:
                self._read_passages(source)
        return self.units

    def _titled(self, source: Source) -> Iterator[tuple[str, str]]:
        for heading, body in dict.fromkeys(read_titled(self._data, source)):
            cleaned = clean_heading(heading)
            if cleaned and self._leak.allows(source.name, cleaned, body):
                yield cleaned, body

    def _other_form(self, text: str, told_by: str) -> str:
        lexicon = self._to_bokmal if written_form(words_of(told_by)) == "nn" else self._to_nynorsk
        return lexicon.text(text)

    def _read_passages(self, source: Source) -> None:
        for line in read_lines(self._data, source):
            for passage in passages_of(line):
                if is_norwegian(words_of(passage)) and self._leak.allows(source.name, passage):
                    self.units.passages.append(passage)
                    if source.name in TRANSLATED:
                        turned = self._other_form(passage, told_by=passage)
                        self.units.pairs["passage_other_form"].append((turned, passage))


def tokenizer_texts(units: Units, data: Path, leak: LeakCheck) -> Iterator[str]:
    """Yields the text that the tokeniser is trained on: the units, and single sentences of today's news.

    Args:
        units: The training units.
        data: The text folder.
        leak: The check that the single sentences go through.
    """
    for kind, pairs in units.pairs.items():
        if kind == "passage_other_form":
            continue
        for left, right in pairs:
            yield left
            yield right
    for passage in units.passages:
        yield passage
        if written_form(words_of(passage)) == "nn":
            yield passage
    for source in RUNNING_TEXT:
        if source.name == TOKENIZER_ONLY:
            yield from (line for line in read_lines(data, source) if leak.allows(source.name, line))
