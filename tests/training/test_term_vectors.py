"""Terms, the company they keep, and the vectors that come of it, on texts small enough to count by hand."""

from collections import Counter

import numpy as np
import pytest

from training.cooccurrence import Window, count_neighbours, positive_information
from training.nynorsk import Lexicon
from training.terms import TermReader, TermTexts, number_terms
from training.word_vectors import VectorPlan, learn_vectors, weigh_and_centre

NO_THINNING = 1.0
PAIRS = [("Eg ser sjukeheimen", "Jeg ser sykehjemmet")] * 3
OWN, OTHER = Counter({"sjukeheimen": 9}), Counter({"sykehjemmet": 9, "teknologi": 9})

KITCHEN = ("gryte", "kjele", "suppe", "sleiv")
WORKSHOP = ("hammer", "spiker", "planke", "sag")


@pytest.fixture
def reader() -> TermReader:
    """A reader that knows one nynorsk word."""
    return TermReader(Lexicon(PAIRS, OWN, OTHER))


def texts_of(*texts: str) -> TermTexts:
    """Number texts with a lexicon that knows nothing."""
    return number_terms(TermReader(Lexicon([], Counter(), Counter())), texts, fewest=1)


def plan(dim: int = 4) -> VectorPlan:
    """A plan for a handful of texts."""
    return VectorPlan(dim, Window(reach=3, contexts=50, sample=NO_THINNING), shift=1, sif=1e-1, seed=3)


def two_subjects() -> TermTexts:
    """Texts about a kitchen and texts about a workshop; «gryte» and «kjele» never stand in one text."""
    rng = np.random.default_rng(5)
    texts = []
    for number in range(60):
        words = list(KITCHEN if number % 2 else WORKSHOP)
        if number % 2:
            words.remove("gryte" if number % 4 == 1 else "kjele")
        rng.shuffle(words)
        texts.append(" ".join(words))
    return texts_of(*texts)


def test_a_nynorsk_word_and_its_bokmal_word_are_the_same_term(reader: TermReader) -> None:
    assert reader.of_word("sjukeheimen") == reader.of_word("sykehjemmet") != ()


def test_a_compound_counts_for_itself_and_for_its_parts(reader: TermReader) -> None:
    assert reader.of_word("velferdsteknologi") == ("velferdsteknologi", "velferd", "teknologi")


def test_a_function_word_is_no_term(reader: TermReader) -> None:
    assert reader.of_text("og i det") == []


def test_terms_are_numbered_from_the_commonest_and_the_rare_ones_left_out(reader: TermReader) -> None:
    texts = number_terms(reader, ["hund katt hund", "", "hund katt fugl"], fewest=2)
    assert (texts.names, texts.counts.tolist()) == (["hund", "katt"], [3, 2])
    assert texts.tokens.tolist() == [0, 1, 0, 0, 1]
    assert texts.texts.tolist() == [0, 0, 0, 2, 2]


def test_neighbours_count_less_the_farther_away_and_nothing_in_another_text() -> None:
    texts = texts_of("hund katt fugl", "rev")
    counts = count_neighbours(texts, Window(reach=2, contexts=10, sample=NO_THINNING), seed=1).toarray()
    at = {name: number for number, name in enumerate(texts.names)}
    assert counts[at["hund"], at["katt"]] == counts[at["katt"], at["hund"]] == 1
    assert counts[at["hund"], at["fugl"]] == 0.5
    assert counts[at["rev"]].sum() == counts[:, at["rev"]].sum() == 0


def test_the_counts_are_the_same_when_the_text_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, window = two_subjects(), Window(reach=3, contexts=50, sample=NO_THINNING)
    whole = count_neighbours(texts, window, seed=1).toarray()
    monkeypatch.setattr("training.cooccurrence.AT_ONCE", 7)
    assert np.allclose(whole, count_neighbours(texts, window, seed=1).toarray())


def test_information_is_kept_only_where_a_pair_is_commoner_than_chance() -> None:
    counts = count_neighbours(two_subjects(), Window(reach=3, contexts=50, sample=NO_THINNING), seed=1)
    weak, strong = positive_information(counts, shift=1), positive_information(counts, shift=1.5)
    assert (weak.data > 0).all()
    assert 0 < strong.nnz <= weak.nnz
    assert np.allclose(strong.data.max(), weak.data.max() - np.log(1.5), atol=1e-5)


def test_terms_that_never_meet_are_near_when_they_keep_the_same_company() -> None:
    texts = two_subjects()
    vectors = dict(zip(texts.names, learn_vectors(texts, plan()), strict=True))
    assert vectors["gryt"] @ vectors["kjel"] > 0.5 > vectors["gryt"] @ vectors["hamm"]


def test_a_term_outside_the_contexts_is_placed_by_its_neighbours() -> None:
    texts = two_subjects()
    few = Window(reach=3, contexts=6, sample=NO_THINNING)
    vectors = learn_vectors(texts, VectorPlan(3, few, shift=1, sif=1e-1, seed=3))
    assert vectors.shape == (len(texts.names), 3)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)


def test_the_mean_of_all_texts_is_nothing_after_centring() -> None:
    texts = two_subjects()
    rows = weigh_and_centre(learn_vectors(texts, plan()), texts, plan())
    means = [rows[texts.tokens[texts.texts == number]].mean(axis=0) for number in range(60)]
    assert np.abs(np.mean(means, axis=0)).max() < 1e-5
