"""The shipped model is unpacked by us to save memory; what it says is what the library's own loading says."""

import numpy as np
from sentence_transformers import SentenceTransformer

from kunnskapsbase.embedding import Embedder
from kunnskapsbase.settings import Settings

TEXTS = ["Korleis kan kommunen korte ned ventetida?", "Digitalt tilsyn om natten", "", "æøå 2026 🙂", "ord " * 3000]


def test_the_vectors_are_those_the_library_makes_by_itself() -> None:
    settings = Settings()
    ours = Embedder(settings)
    theirs = SentenceTransformer(settings.embedding_model, device="cpu")
    passages = theirs.encode_document(TEXTS, normalize_embeddings=True)
    queries = theirs.encode_query(TEXTS, normalize_embeddings=True)
    assert np.array_equal(np.array(ours.passages(TEXTS), dtype=np.float32), passages)
    assert np.array_equal(np.array(ours.queries(TEXTS), dtype=np.float32), queries)
    assert ours.static
    assert ours.dimensions == theirs.get_embedding_dimension()
