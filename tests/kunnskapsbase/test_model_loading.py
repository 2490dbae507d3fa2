"""The shipped model is unpacked by us to save memory; what it says is what the library's own loading says."""

from pathlib import Path

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
    assert np.allclose(ours.queries(TEXTS), queries, rtol=0, atol=1e-7)
    assert ours.static
    assert ours.dimensions == theirs.get_embedding_dimension()


def test_a_model_that_wants_a_word_before_its_questions_and_does_not_normalise_is_asked_as_the_library_does(
    tmp_path: Path,
) -> None:
    shipped = SentenceTransformer(Settings().embedding_model, device="cpu")
    SentenceTransformer(modules=[shipped[0]], prompts={"query": "spørsmål om "}).save(str(tmp_path))
    theirs = SentenceTransformer(str(tmp_path), device="cpu")
    wanted = theirs.encode_query(TEXTS, normalize_embeddings=True)
    assert not np.allclose(wanted, theirs.encode_document(TEXTS, normalize_embeddings=True))
    ours = Embedder(Settings(embedding_model=str(tmp_path))).queries(TEXTS)
    assert np.allclose(ours, wanted, rtol=0, atol=1e-7)
