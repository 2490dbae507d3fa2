"""One pass over a text: its words, and every run of them that could be a name, whether or not it is meant as one."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from ingest.linking.names import Name, Names
from ingest.linking.regions import PARTS, REGIONS
from ingest.linking.risks import WORDS
from kunnskapsbase.municipalities import fold

_WORD = re.compile(r"[^\W_]+(?:['’]s?(?!\w))?(?:-[^\W_]+(?:['’]s?(?!\w))?)*")
# What may follow a place in one word: «nordlandskommuner», «Snåsamodellen», «Trondheimsregionen».
_TAIL = re.compile(
    r"(?P<tail>kommun(?!ik)|region|fylk|modell|samfunn|samarbeid|bydel|ordfør|rådmann|innbygg|skol|skul|distrikt)[a-zæøå]*$"
)
_REGION_NAMES = [fold(name) for name in REGIONS if name.endswith("regionen")]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``first`` to ``last`` (included) that could be a name. ``tail`` is what follows it in the same word."""

    first: int
    last: int
    start: int
    end: int
    name: Name
    tail: str = ""
    in_word: bool = False
    """Whether name and tail are one word without a hyphen."""


class Scan:
    """The words of a text and the hits among them, in order and without overlap."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.words = list(_WORD.finditer(text))
        self.hits: list[Hit] = []
        position = 0
        while position < len(self.words):
            hits = self._hits(position, names)
            self.hits += hits
            position = hits[-1].last + 1 if hits else position + 1
        self.begins = frozenset(hit.first for hit in self.hits)
        """The positions of words that a hit begins with."""
        self.ends = frozenset(hit.last for hit in self.hits)
        """The positions of words that a hit ends with."""

    def word(self, position: int) -> str:
        """The word at a position; empty outside the text."""
        return self.words[position].group() if 0 <= position < len(self.words) else ""

    def between(self, position: int) -> str:
        """What stands between the word at a position and the one before it."""
        start = self.words[position - 1].end() if position > 0 else 0
        end = self.words[position].start() if position < len(self.words) else len(self.text)
        return self.text[start:end]

    def adjacent(self, position: int) -> bool:
        """Whether nothing but space stands between the word at a position and the one before it."""
        return 0 < position < len(self.words) and not self.between(position).strip()

    def _hits(self, position: int, names: Names) -> list[Hit]:
        word = self.words[position].group()
        if not word[0].isupper():
            return self._lower_case(position, word, names)
        folded = fold(word)
        if hit := self._longest(position, folded, names):
            return [hit]
        if folded in PARTS and self.adjacent(position + 1) and (hit := self._part(position, names)):
            return [hit]
        if "-" in word:
            return self._hyphenated(position, word, names)
        if hit := self._compound(position, folded, names):
            return [hit]
        return []

    def _lower_case(self, position: int, word: str, names: Names) -> list[Hit]:
        """«nordlandskommuner», «nord-Troms»; no name of its own is looked for in lower case."""
        if "-" in word:
            head, _, rest = word.partition("-")
            if rest[0].isupper() and head in PARTS and (name := self._part_name(head, fold(rest), names)):
                return [self._hit(position, position, name)]
        if "kommun" in word or "region" in word:
            hit = self._compound(position, fold(word), names)
            return [hit] if hit else []
        return []

    def _longest(self, position: int, folded: str, names: Names) -> Hit | None:
        most = names.begins(folded)
        if not most:
            return None
        parts, last, found = [folded], position, names.get(folded)
        for offset in range(1, most):
            if not self.adjacent(position + offset):
                break
            parts.append(fold(self.word(position + offset)))
            if name := names.get(" ".join(parts)):
                found, last = name, position + offset
        return self._hit(position, last, found) if found else None

    def _part(self, position: int, names: Names) -> Hit | None:
        head, rest = fold(self.word(position)), self.word(position + 1)
        name = self._part_name(head, fold(rest), names) if rest[0].isupper() else None
        return self._hit(position, position + 1, name) if name else None

    def _part_name(self, head: str, rest: str, names: Names) -> Name | None:
        """«Nord-Troms» has a name of its own; of «Midt-Buskerud» the county is known, of «Nord-Salten» its county."""
        if whole := names.get(f"{head}-{rest}"):
            return whole
        name = names.get(rest)
        if name is None or name.kind == "kommune":
            return None
        reason = f"en del av {rest.removesuffix('s').title()}; registeret vet ikke hvilke kommuner"
        return Name(f"{head}-{rest}", name.kind, (), name.fylker, reason)

    def _hyphenated(self, position: int, word: str, names: Names) -> list[Hit]:
        """«Senja-samfunnet», «Kárášjohka-Karasjok», «Midt-Buskerud»; not «Berg-Hansen» and «Ski-VM»."""
        start = self.words[position].start()
        for cut in [place for place in range(len(word) - 1, 0, -1) if word[place] == "-"]:
            head, tail = word[:cut], word[cut + 1 :]
            name = names.get(fold(head))
            if name and tail[0].islower():
                return [self._hit(position, position, name, tail)]
            if name and (other := names.get(fold(tail))):
                return [
                    Hit(position, position, start, start + cut, name),
                    Hit(position, position, start + cut + 1, start + len(word), other),
                ]
            if fold(head) in PARTS and tail[0].isupper() and (part := self._part_name(fold(head), fold(tail), names)):
                return [self._hit(position, position, part)]
        return []

    def _compound(self, position: int, folded: str, names: Names) -> Hit | None:
        tail = _TAIL.search(folded.replace("-", ""))
        if not tail or tail.start() < 3:
            return _misspelt(self, position, folded, names)
        name = names.stem(folded.replace("-", "")[: tail.start()])
        if name is None or name.key in WORDS:
            return _misspelt(self, position, folded, names)
        return self._hit(position, position, name, tail["tail"], in_word=True)

    def _hit(self, first: int, last: int, name: Name, tail: str = "", *, in_word: bool = False) -> Hit:
        return Hit(first, last, self.words[first].start(), self.words[last].end(), name, tail, in_word)


def _misspelt(scan: Scan, position: int, folded: str, names: Names) -> Hit | None:
    """«Kongbergregionen» is «Kongsbergregionen» with a letter lost: one letter's difference in a region's name."""
    if not folded.endswith(("regionen", "regionens")):
        return None
    meant = _nearest_region(folded.removesuffix("s"))
    name = names.get(meant) if meant else None
    if name is None:
        return None
    word = scan.words[position]
    spelt = Name(name.key, name.kind, name.kommunenummer, name.fylker, f"skrevet «{word.group()}»; {name.reason}")
    return Hit(position, position, word.start(), word.end(), spelt)


@lru_cache(maxsize=1024)
def _nearest_region(folded: str) -> str | None:
    close = get_close_matches(folded, _REGION_NAMES, n=2, cutoff=0.9)
    near = [name for name in close if abs(len(name) - len(folded)) <= 1 and _one_edit(name, folded)]
    return near[0] if len(near) == 1 else None


def _one_edit(first: str, second: str) -> bool:
    """Whether one letter added, lost or exchanged makes the one word the other."""
    head = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), None)
    if head is None:
        return abs(len(first) - len(second)) == 1
    return first[head + 1 :] in (second[head:], second[head + 1 :]) or first[head:] == second[head + 1 :]
