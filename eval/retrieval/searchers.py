"""What is asked: the index with one channel or all, by the same query that the product sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kunnskapsbase.channels import fused_query, question_vectors
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.everyday import field_words
from kunnskapsbase.index import DENSE, GRAMS, TERMS, Hit, Index
from kunnskapsbase.settings import Settings

# The runs by the name they have in reports, and the channel that each of the first three has alone.
ALONE = {"terms": TERMS, "grams": GRAMS, "dense": DENSE}
FUSED = "all"
OWN_WORDS = "own-words"
FIRST_STAGE = "first-stage"
ANSWER = "answer"
# The runs that are ours, in the order they are shown.
OURS = (*ALONE, OWN_WORDS, FUSED, FIRST_STAGE, ANSWER)
LABELS = {
    "terms": "ord (BM25) alene",
    "grams": "biter av ord alene",
    "dense": "mening (vektor) alene",
    OWN_WORDS: "alle tre, uten fagord for hverdagsord",
    FUSED: "alle tre, slik produktet veier dem",
    FIRST_STAGE: "hele svaret uten omsortering",
    ANSWER: "hele svaret (API-et)",
}
_WEIGHTS = {TERMS: "terms_weight", GRAMS: "grams_weight", DENSE: "dense_weight"}


class Searcher(Protocol):
    """Anything that ranks records for a question."""

    @property
    def name(self) -> str:
        """The run's name in reports."""
        ...

    @property
    def label(self) -> str:
        """The run's name in tables."""
        ...

    def rank(self, questions: Sequence[str]) -> list[list[str]]:
        """The ids of the records found for each question, best first, each once."""
        ...


def alone(settings: Settings, channel: str) -> Settings:
    """The settings with one channel and no other."""
    return settings.model_copy(update={field: float(name == channel) for name, field in _WEIGHTS.items()})


@dataclass(frozen=True)
class IndexSearcher:
    """The index, straight: nobody asks, nothing is filtered, and the question's own text is matched.

    With ``everyday`` what the field may call its everyday words is matched too, as the product does.
    """

    name: str
    label: str
    index: Index
    embedder: Embedder
    settings: Settings
    everyday: bool = True

    def hits(self, questions: Sequence[str]) -> list[list[Hit]]:
        """The passages found for each question."""
        dense: Sequence[list[float] | None] = [None] * len(questions)
        if self.settings.dense_weight:
            dense = self.embedder.queries(questions)
        limit = self.settings.candidates * len(ALONE)
        sparse = [question_vectors(each, field_words(each) if self.everyday else ()) for each in questions]
        return [
            self.index.query(fused_query(vector, words, limit, self.settings)).passages
            for vector, words in zip(dense, sparse, strict=True)
        ]

    def rank(self, questions: Sequence[str]) -> list[list[str]]:
        """See ``Searcher.rank``."""
        return [list(dict.fromkeys(hit.record_id for hit in hits)) for hits in self.hits(questions)]


def channels(index: Index, embedder: Embedder, settings: Settings) -> list[IndexSearcher]:
    """Each channel alone."""
    return [
        IndexSearcher(run, LABELS[run], index, embedder, alone(settings, channel)) for run, channel in ALONE.items()
    ]


def fused(index: Index, embedder: Embedder, settings: Settings) -> IndexSearcher:
    """All channels, weighed as the settings say."""
    return IndexSearcher(FUSED, LABELS[FUSED], index, embedder, settings)


def own_words(index: Index, embedder: Embedder, settings: Settings) -> IndexSearcher:
    """The same by the question's own words alone."""
    return IndexSearcher(OWN_WORDS, LABELS[OWN_WORDS], index, embedder, settings, everyday=False)
