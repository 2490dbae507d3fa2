"""Passages of reports and webinars: found, folded, and judged by whether they have to do with the question."""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from haystack import component

from kunnskapsbase.channels import fused_query
from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index import PASSAGES, Conditions, Hits, Query, engine
from kunnskapsbase.index.naming import alias
from kunnskapsbase.index.served import ServedIndex
from kunnskapsbase.settings import Settings
from search_api.asking import Read, Unchanging, Vectors
from search_api.evidence import coverage
from search_api.shelf import Shelf, ShelvedDocument, ShelvedPassage, document_shelf

# A report says the same in its summary, its chapters and its conclusion. Passages that share this much of their terms
# (Jaccard) are one: in the five reports such pairs lie from 0.49 up and say the same, others mostly below 0.4. Of two
# speakers only the same words are one, for opponents say opposite things in nearly the same words.
_NEARLY_IDENTICAL = 0.5
_THE_SAME_WORDS = 0.9
# No document fills an answer alone.
_OF_ONE_DOCUMENT = 2
# What folding may take away is fetched beforehand.
_LOOK_BEYOND = 4


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage on its way into the answer. ``similarity`` is its cosine to the question."""

    shelved: ShelvedPassage
    score: float
    similarity: float
    coverage: float
    relevant: bool


@dataclass(frozen=True)
class FoundPassages(Unchanging):
    """The best passages, best first; beside solutions only those that have to do with the question.

    ``documents`` says whether there is anything to search in at all.
    """

    read: Read
    passages: list[FoundPassage]
    documents: bool


def passage_query(read: Read, vectors: Vectors, settings: Settings) -> Query:
    """What the index of passages is asked for a question."""
    limit = read.ask.passages * _LOOK_BEYOND
    conditions = Conditions(language=read.ask.language, kinds=read.ask.kinds)
    return fused_query(vectors.dense, vectors.sparse, limit, settings, conditions)


def alike(one: ShelvedPassage, other: ShelvedPassage) -> bool:
    """Whether two passages say nearly the same, by their terms."""
    same_speaker = one.passage.speaker == other.passage.speaker
    least = _NEARLY_IDENTICAL if same_speaker else _THE_SAME_WORDS
    return len(one.terms & other.terms) >= least * len(one.terms | other.terms)


def folded(passages: Iterable[FoundPassage]) -> Iterator[FoundPassage]:
    """The passages in their order, without those nearly identical to an earlier one and at most two of a document."""
    shown: list[ShelvedPassage] = []
    taken: Counter[str] = Counter()
    for found in passages:
        document = found.shelved.document.id
        if taken[document] >= _OF_ONE_DOCUMENT or any(alike(found.shelved, each) for each in shown):
            continue
        taken[document] += 1
        shown.append(found.shelved)
        yield found


@component
class PassageFinder:
    """Asks the index of passages, folds what says the same, and judges whether a passage is on the subject."""

    def __init__(self, settings: dict[str, Any], beside: bool = False) -> None:
        self.settings = settings
        self.beside = beside
        self.served: ServedIndex | None = None
        self.shelf: Shelf[ShelvedDocument] | None = None
        self._values = Settings(**settings)
        self._opening = threading.Lock()

    def warm_up(self) -> None:
        """Open the record store, and the index where there is one."""
        with self._opening:
            if self.shelf is None:
                name = alias(model_fingerprint(self._values), PASSAGES)
                self.served = ServedIndex(engine(self._values, beside=self.beside), name, may_be_missing=True)
                self.shelf = document_shelf(self._values)

    @component.output_types(found=FoundPassages)
    def run(self, read: Read, vectors: Vectors) -> dict[str, FoundPassages]:
        """The best passages, as many as asked for."""
        if self.shelf is None:
            self.warm_up()
        assert self.served is not None
        with self.served.lease() as index:
            if index is None:
                return {"found": FoundPassages(read, [], documents=False)}
            hits = index.query(passage_query(read, vectors, self._values))
        best = list(islice(folded(self._judged(read, hits)), read.ask.passages))
        return {"found": FoundPassages(read, best, documents=True)}

    def _judged(self, read: Read, hits: Hits) -> Iterator[FoundPassage]:
        """The hits, each with whether it has to do with the question; beside solutions only those that have."""
        assert self.shelf is not None
        documents = self.shelf.get(list(dict.fromkeys(hit.record_id for hit in hits.passages)))
        for hit in hits.passages:
            document = documents.get(hit.record_id)
            shelved = document.passages.get(hit.passage) if document else None
            # A document removed or cut anew after the index was built is not shown.
            if shelved is None:
                continue
            similarity = hits.similarities.get(hit.id, 0.0)
            covered = coverage(read.words, shelved.all_terms)
            # The bar is higher than for solutions: what stands beside an answer may as well be left out. With a bar of
            # 0.26, noise was shown for 0.75 of the questions whose report is away, with this for 0.33, and 0.71 of the
            # passages that do answer are shown instead of 0.83 (``eval/results/tekstbiter.md``).
            relevant = covered >= self._values.answer_coverage or (
                covered > 0 and similarity >= self._values.passage_similarity
            )
            if relevant or not read.ask.solutions:
                yield FoundPassage(shelved, hit.score, similarity, covered, relevant)

    def close(self) -> None:
        """Let go of the index and the record store."""
        if self.served is not None and self.shelf is not None:
            self.served.close()
            self.shelf.close()
            self.served = self.shelf = None
