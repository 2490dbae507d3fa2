"""Others who search the same texts, to be compared with in the same run: no knowledge of ours, and their own defaults.

- plain BM25 by bm25s, on Snowball stems without stop words;
- Haystack's in-memory BM25 as it comes;
- TF-IDF over character 3–5-grams by scikit-learn;
- any sentence-transformers model, by name or folder: its vectors alone, and in the product in place of the product's.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer
from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from sklearn.feature_extraction.text import TfidfVectorizer

from eval.retrieval.collection import Text, own_index
from eval.retrieval.searchers import IndexSearcher, Searcher, alone, fused
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import DENSE
from kunnskapsbase.settings import Settings
from kunnskapsbase.text import STOP_WORDS

_DEPTH = 100


def _best(texts: Sequence[Text], scores: npt.NDArray[np.float32]) -> list[str]:
    """The records of the texts with the highest scores above nought; equal scores in the order of the texts."""
    places = np.argsort(-scores, kind="stable")[:_DEPTH]
    return list(dict.fromkeys(texts[place].record_id for place in places if scores[place] > 0))


class PlainBm25:
    """BM25 by bm25s, as the library's own pages show it, with Norwegian stems and stop words."""

    name = "bm25s"
    label = "BM25 (bm25s, stammer)"

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        # The library's own stemmer, and not the product's analysis: what is compared with must not follow it.
        self._stemmer = Stemmer.Stemmer("norwegian")
        self._index = bm25s.BM25()
        self._index.index(self._terms([text.text for text in texts]), show_progress=False)

    def _terms(self, texts: Sequence[str]) -> list[list[str]]:
        cut: list[list[str]] = bm25s.tokenize(
            list(texts), stopwords=list(STOP_WORDS), stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return cut

    def rank(self, questions: Sequence[str]) -> list[list[str]]:
        """See ``Searcher.rank``."""
        return [_best(self._texts, self._index.get_scores(terms)) for terms in self._terms(questions)]


class HaystackBm25:
    """Haystack's ``InMemoryBM25Retriever``: BM25L over words as they stand."""

    name = "haystack"
    label = "BM25 i Haystack, som den er"

    def __init__(self, texts: Sequence[Text]) -> None:
        store = InMemoryDocumentStore()
        store.write_documents([Document(id=text.id, content=text.text) for text in texts])
        self._record = {text.id: text.record_id for text in texts}
        self._retriever = InMemoryBM25Retriever(store, top_k=_DEPTH)

    def rank(self, questions: Sequence[str]) -> list[list[str]]:
        """See ``Searcher.rank``."""
        found = [self._retriever.run(query=question)["documents"] for question in questions]
        return [list(dict.fromkeys(self._record[document.id] for document in documents)) for documents in found]


class CharacterTfidf:
    """Cosine of TF-IDF over the 3–5-grams of each word, by scikit-learn."""

    name = "tfidf"
    label = "TF-IDF, 3–5 tegn"

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        self._matrix = self._vectorizer.fit_transform([text.text for text in texts])

    def rank(self, questions: Sequence[str]) -> list[list[str]]:
        """See ``Searcher.rank``."""
        vectors = self._vectorizer.transform(list(questions))
        # One question at a time: all of them against all texts would be a dense matrix of some hundred megabytes.
        return [
            _best(self._texts, (self._matrix @ vectors[row].T).toarray().ravel()) for row in range(vectors.shape[0])
        ]


def word_peers(texts: Sequence[Text]) -> list[Searcher]:
    """Those that need no model."""
    return [PlainBm25(texts), HaystackBm25(texts), CharacterTfidf(texts)]


def with_model(settings: Settings, model: str) -> Settings:
    """The settings with another embedding model, and the prefixes that its family asks for."""
    return settings.model_copy(update={"embedding_model": model, "query_prefix": None, "passage_prefix": None})


def model_name(model: str) -> str:
    """A model's name in tables: a folder's last part, or the name itself."""
    return Path(model).resolve().name if Path(model).is_dir() else model


@contextmanager
def model_peers(texts: Sequence[Text], settings: Settings, embedder: Embedder) -> Iterator[list[IndexSearcher]]:
    """A model alone, and the product with that model: an index of its own, the settings' weights.

    ``settings`` name the model that ``embedder`` has loaded; see ``with_model``.
    """
    name = model_name(settings.embedding_model)
    with own_index(texts, settings, embedder) as index:
        only = IndexSearcher(f"model:{name}", f"{name} alene", index, embedder, alone(settings, DENSE))
        together = fused(index, embedder, settings)
        yield [only, replace(together, name=f"model:{name}+", label=f"alle kanaler med {name}")]
