"""The model folder that is shipped: small, plain to load, and described by the numbers that were measured."""

import json
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from sentence_transformers import SentenceTransformer

from kunnskapsbase.settings import ROOT, Settings
from training.card import leak_table, scores_table, sources_table, write_card
from training.joined import TEMPLATE

MODEL = ROOT / "kunnskapsbase" / "models" / "norsk-statisk-2"
LARGEST = 60_000_000
DIMENSIONS = 512

SAME = (
    ("Hvordan kan vi få kortere ventetid for foreldre?", "Korleis kan vi få kortare ventetid for foreldre?"),
    ("Jeg vil ikke betale gebyr for vann.", "Eg vil ikkje betale gebyr for vatn."),
    ("Hva koster en plass i barnehagen?", "Kva kostar ein plass i barnehagen?"),
)
"""The same sentence in bokmål and nynorsk; no two of them are about the same thing."""

Vectors = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    """The shipped model, loaded as anyone would; the network is closed to every test."""
    return SentenceTransformer(str(MODEL), device="cpu")


@pytest.fixture(scope="module")
def card() -> str:
    return (MODEL / "README.md").read_text(encoding="utf-8")


def record(name: str) -> dict[str, dict[str, dict[str, float]]]:
    """Read a record of the run from the model folder."""
    content: dict[str, dict[str, dict[str, float]]] = json.loads((MODEL / name).read_text(encoding="utf-8"))
    return content


def encode(model: SentenceTransformer, texts: list[str]) -> Vectors:
    """Encode texts with nothing set."""
    return np.asarray(model.encode(texts, show_progress_bar=False), dtype=np.float32)


def test_the_shipped_model_is_the_one_the_product_uses() -> None:
    assert Settings.model_fields["embedding_model"].default == str(MODEL)


def test_the_model_folder_is_at_most_sixty_megabytes() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= LARGEST


def test_vectors_have_512_numbers_and_length_one(model: SentenceTransformer) -> None:
    vectors = encode(model, [sentence for pair in SAME for sentence in pair])
    assert vectors.shape == (2 * len(SAME), DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_has_the_same_vector_every_time_alone_or_among_others(model: SentenceTransformer) -> None:
    sentences = [sentence for pair in SAME for sentence in pair]
    together = encode(model, sentences)
    assert np.array_equal(together, encode(model, sentences))
    alone = np.concatenate([encode(model, [sentence]) for sentence in sentences])
    assert np.allclose(together, alone, atol=1e-6)


@pytest.mark.parametrize("text", ["", " ", "\n", "☃"])
def test_a_text_without_words_gives_a_finite_vector_and_no_error(model: SentenceTransformer, text: str) -> None:
    vectors = encode(model, [text, SAME[0][0]])
    assert vectors.shape == (2, DIMENSIONS)
    assert np.isfinite(vectors).all()
    assert encode(model, [text]).shape == (1, DIMENSIONS)


def test_case_does_not_count_but_norwegian_letters_do(model: SentenceTransformer) -> None:
    small, large, other = encode(model, ["måling", "MÅLING", "maling"])
    assert np.array_equal(small, large)
    assert float(small @ other) < 0.9


def test_a_sentence_is_nearer_its_wording_in_the_other_form_than_any_unrelated_sentence(
    model: SentenceTransformer,
) -> None:
    bokmal = encode(model, [pair[0] for pair in SAME])
    nynorsk = encode(model, [pair[1] for pair in SAME])
    likeness = bokmal @ nynorsk.T
    unrelated = ~np.eye(len(SAME), dtype=bool)
    assert likeness.diagonal().min() > likeness[unrelated].max()
    assert likeness.diagonal().min() > (bokmal @ bokmal.T)[unrelated].max()


def test_words_of_one_subject_are_nearer_than_words_of_another_although_they_share_no_letters(
    model: SentenceTransformer,
) -> None:
    doctor, patient, boat = encode(model, ["legen", "pasientene", "ferjekaia"])
    assert float(doctor @ patient) > float(doctor @ boat) + 0.1


def test_shorter_vectors_are_the_beginning_of_the_long_ones(model: SentenceTransformer) -> None:
    short = SentenceTransformer(str(MODEL), device="cpu", truncate_dim=128)
    cut = short.encode([SAME[0][0]], normalize_embeddings=True, show_progress_bar=False)
    start = encode(model, [SAME[0][0]])[:, :128]
    assert np.allclose(cut, start / np.linalg.norm(start), atol=1e-6)


def test_the_model_card_names_its_data_with_licences_its_scores_and_its_leak_check(card: str) -> None:
    assert sources_table() in card
    assert scores_table(record("evaluation.json")) in card
    assert leak_table(record("training.json")["leak_check"]["units"]) in card  # type: ignore[arg-type]
    for heading in ("## Data", "## Scores", "## Leak check", "## Limits"):
        assert heading in card


def test_the_model_card_is_what_the_records_of_the_run_give(card: str, tmp_path: Path) -> None:
    folder = tmp_path / MODEL.name
    shutil.copytree(MODEL, folder)
    write_card(folder, record("training.json"), record("evaluation.json"), TEMPLATE)
    assert (folder / "README.md").read_text(encoding="utf-8") == card
