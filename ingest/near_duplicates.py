"""Which records tell of the same thing: two pages on one project, two editions of one report. Linked, never dropped.

Measured on the 463 experiences (107,000 pairs; terms as the search sees them): the pairs that two readers made of one
page share 29–43 % of their terms; of the other pairs, all but seven share less than 22 %. With an actor, an address or
the title in common beside 25 %, 14 pairs are found, and all of them tell of one project.

Documents share many terms by their genre alone, so they are compared by runs of three words, of which two different
texts share next to none; or as experiences are, when they have the title in common.
"""

import hashlib
from collections.abc import Iterable

from ingest.gathering import EXPERIENCE
from kunnskapsbase.document import Document
from kunnskapsbase.document_text import DOCUMENT
from kunnskapsbase.records import Sketch
from kunnskapsbase.solution import Solution
from kunnskapsbase.text import terms

# The standard error of a similarity of 0.3 is 0.04 with so many hashes.
_SIZE = 128
_LEAST_TERMS = 0.25
_LEAST_RUNS = 0.3
_RUN = 3


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _smallest(items: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted(map(_hash, set(items)))[:_SIZE])


def _title(title: str) -> int:
    return _hash(f"tittel {' '.join(terms(title))}")


def of_solution(solution: Solution, path: str) -> list[Sketch]:
    """What an experience is known by: its terms, and the title, the page and the actors it must share one of."""
    told = " ".join((solution.title, solution.challenge, solution.approach))
    names = {f"aktor {participant.name.casefold()}" for participant in solution.participants}
    anchors = {_hash(name) for name in {*names, f"side {solution.source.url}"}} | {_title(solution.title)}
    return [Sketch(EXPERIENCE, path, _smallest(terms(told)), _SIZE, _LEAST_TERMS, tuple(sorted(anchors)))]


def of_document(document: Document, path: str) -> list[Sketch]:
    """What a document is known by: its runs of words, and its terms beside its title."""
    words = [term for passage in document.passages for term in terms(passage.text)]
    runs = (" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
    return [
        Sketch(DOCUMENT, path, _smallest(runs), _SIZE, _LEAST_RUNS),
        Sketch("dokument-ord", path, _smallest(words), _SIZE, _LEAST_TERMS, (_title(document.title),)),
    ]
