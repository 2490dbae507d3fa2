"""A whole run of the second model on a few kilobytes of text, and its parts: pieces, composition, the turn."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from tests.training.tiny_text import ASKED, SENTENCES, write_lines, write_retrieval_sets, write_training_text
from training.__main__ import read_arguments
from training.compose import from_pieces, from_terms, join, text_vectors, turn_and_cut
from training.leak import LeakCheck, product_texts
from training.model_folder import WEIGHTS_FILE
from training.nynorsk import Lexicon
from training.terms import TermReader
from training.tokenizer import train_tokenizer
from training.whole_words import PiecePlan, choose_pieces, with_pieces

QUESTION = "Hvor mange brød baker dere hver eneste morgen før klokka fem om vinteren?"
NEW_PIECES = 340
NO_LEXICON = Lexicon([], Counter(), Counter())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder: text to train on, the retrieval sets, and a question of the product beside them."""
    folder = tmp_path_factory.mktemp("data")
    write_training_text(folder / "tekst")
    write_retrieval_sets(folder / "gjenfinning")
    (folder / "sporsmal").mkdir()
    (folder / "sporsmal" / "dev.jsonl").write_text(json.dumps({"id": "a", "sporsmal": QUESTION, "relevant": {}}) + "\n")
    leaking = f"{' '.join(nb for nb, _ in SENTENCES[:30])} {QUESTION}"
    write_lines(folder / "tekst" / "digdir_innovasjon.txt.xz", [leaking])
    return folder


def call(command: str, **given: object) -> None:
    """Run a command of the package as its command line does."""
    parts = [command]
    for name, value in given.items():
        values = value if isinstance(value, tuple) else (value,)
        parts += [f"--{name.replace('_', '-')}", *map(str, values)]
    arguments = read_arguments(parts)
    arguments.run(arguments)


@pytest.fixture(scope="module")
def first(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A static model of 300 pieces."""
    folder = tmp_path_factory.mktemp("first")
    call(
        "static",
        data=data / "tekst",
        work=folder / "work",
        out=folder / "model",
        steps=3,
        vocabulary=300,
        batch_size=16,
        threads=torch.get_num_threads(),
        dims=(16, 8),
    )
    return folder / "model"


def join_tiny(data: Path, first: Path, where: Path, term_dim: int = 12) -> Path:
    """Join as the command line does, with its scratch folder under ``where``; returns the model folder."""
    call(
        "joined",
        data=data / "tekst",
        first=first,
        work=where / "work",
        out=where / "model",
        pieces=NEW_PIECES,
        tails=10,
        fewest_nynorsk=3,
        threads=torch.get_num_threads(),
        dims=(20, 8),
        term_dim=term_dim,
        contexts=40,
        sample=1,
        shift=1,
    )
    return where / "model"


@pytest.fixture(scope="module")
def joined(data: Path, first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model folder of one run. Only to be read."""
    return join_tiny(data, first, tmp_path_factory.mktemp("joined"))


def test_a_run_writes_a_folder_that_loads_with_plain_sentence_transformers(first: Path, joined: Path) -> None:
    model = SentenceTransformer(str(joined), device="cpu")
    vectors = model.encode([passage for _, passage in ASKED], show_progress_bar=False)
    assert vectors.shape == (len(ASKED), 20)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    first_size = SentenceTransformer(str(first), device="cpu").tokenizer.get_vocab_size()
    assert first_size < model.tokenizer.get_vocab_size() <= NEW_PIECES


def test_a_run_drops_texts_that_share_words_with_the_products_own_questions(joined: Path) -> None:
    record = json.loads((joined / "training.json").read_text(encoding="utf-8"))
    assert record["leak_check"]["units"]["digdir_innovasjon"]["dropped"] == 1
    texts = (joined.parent / "work" / "texts.txt").read_text(encoding="utf-8")
    assert SENTENCES[0][0] in texts
    assert QUESTION not in texts
    assert ASKED[0][1] not in texts


def test_a_run_measures_the_model_and_writes_its_card(joined: Path) -> None:
    scores = json.loads((joined / "evaluation.json").read_text(encoding="utf-8"))
    assert list(scores) == ["float32, 20", "shipped, 20", "shipped, 8"]
    card = (joined / "README.md").read_text(encoding="utf-8")
    assert "| shipped, 8 |" in card
    assert "$" not in card


def test_the_same_seed_gives_the_same_weights_anew_and_from_a_work_folder_that_is_done(
    data: Path, first: Path, joined: Path, tmp_path: Path
) -> None:
    before = load_file(joined / WEIGHTS_FILE)
    for where in (tmp_path, joined.parent):
        after = load_file(join_tiny(data, first, where) / WEIGHTS_FILE)
        assert all(np.array_equal(before[name], after[name]) for name in before)


def test_a_work_folder_with_vectors_of_another_plan_is_refused(data: Path, first: Path, joined: Path) -> None:
    with pytest.raises(ValueError, match="another plan"):
        join_tiny(data, first, joined.parent, term_dim=9)


def test_the_texts_of_questions_and_experiences_are_read_for_the_leak_check_only_where_they_are(
    data: Path, tmp_path: Path
) -> None:
    assert QUESTION in list(product_texts(data))
    assert not LeakCheck(product_texts(data)).allows("avis", f"Vi spurte: {QUESTION}")
    assert list(product_texts(tmp_path)) == []


@pytest.fixture(scope="module")
def earlier() -> Tokenizer:
    """A tokeniser trained on the sentences, which takes most words apart."""
    return train_tokenizer([text for pair in SENTENCES for text in pair], 60)


def test_new_pieces_come_after_the_earlier_ones_and_take_whole_words(earlier: Tokenizer) -> None:
    bokmal = Counter({"gartneren": 9, "såpen": 8, "bokhylla": 1})
    nynorsk = Counter({"gartnaren": 3, "sjeldan": 1})
    pieces = choose_pieces(earlier, bokmal, nynorsk, PiecePlan(size=64, tails=2, fewest_nynorsk=2))
    assert {piece: number for number, piece in enumerate(pieces[:60])} == earlier.get_vocab()
    assert pieces[60:] == ["gartnaren", "##gartneren", "##såpen", "gartneren"]
    tokenizer = with_pieces(earlier, pieces)
    assert tokenizer.encode("Gartneren").tokens == ["gartneren"]
    assert tokenizer.encode("lærersåpen").tokens[-1] == "##såpen"


def test_a_text_keeps_its_direction_when_words_become_whole(earlier: Tokenizer) -> None:
    rows = np.random.default_rng(1).standard_normal((60, 5)).astype(np.float32)
    pieces = choose_pieces(earlier, Counter({"gartneren": 9}), Counter(), PiecePlan(61, 0, 1))
    texts = ["Gartneren kjøper eplene på låven."]
    before = text_vectors(earlier, rows, texts)[0]
    after = text_vectors(with_pieces(earlier, pieces), from_pieces(earlier, rows, pieces, NO_LEXICON), texts)[0]
    assert before @ after == pytest.approx(np.linalg.norm(before) * np.linalg.norm(after), rel=1e-5)
    assert np.linalg.norm(after) > np.linalg.norm(before)


def test_a_piece_takes_the_vectors_of_its_terms_and_a_short_ending_none() -> None:
    reader = TermReader(NO_LEXICON)
    rows = np.eye(3, dtype=np.float32)
    names = ["velferdsteknologi", "velferd", "teknologi"]
    made = from_terms(reader, rows, names, ["velferdsteknologi", "##teknologi", "##log", "og", "ukjent"])
    assert made.tolist() == [[1, 1, 1], [0, 0, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0]]


def test_the_cosine_of_joined_vectors_is_about_the_weighted_mean_and_survives_the_turn(earlier: Tokenizer) -> None:
    rng = np.random.default_rng(2)
    halves = tuple(scale * rng.standard_normal((60, 7)).astype(np.float32) for scale in (1, 100))
    texts = [nb for nb, _ in SENTENCES]

    def cosines(rows: np.ndarray) -> np.ndarray:
        vectors = text_vectors(earlier, rows, texts)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors @ vectors.T

    joined = join(earlier, (halves[0], halves[1]), 0.3, texts)
    expected = 0.7 * cosines(halves[0]) + 0.3 * cosines(halves[1])
    assert np.abs(cosines(joined) - expected).mean() < 0.05
    turned = turn_and_cut(earlier, joined, 14, texts)
    assert np.allclose(cosines(turned), cosines(joined), atol=1e-4)
    assert (
        np.linalg.norm(text_vectors(earlier, turned, texts), axis=0)[0]
        > np.linalg.norm(text_vectors(earlier, turned, texts), axis=0)[-1]
    )
