"""The fusion done here against the engine's own, and what choosing weights by cross-validation says."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from eval.retrieval.collection import Text, own_index
from eval.retrieval.folds import FOLDS, REPEATS, cross_validate, grid, in_force, weigh
from eval.retrieval.fusion import Kept, Weights, fuse, keep
from eval.retrieval.searchers import IndexSearcher, channels, fused
from eval.topics import Topic
from kunnskapsbase.embedding import Embedder
from kunnskapsbase.index import Index
from kunnskapsbase.settings import Settings

WORDS = (
    "vann", "veg", "skole", "barnehage", "brann", "snø", "buss", "båt", "gjeld", "plan", "klima", "bibliotek",
    "hytte", "elv", "fjell", "sau", "fisk", "strøm",
)  # fmt: skip
TEXTS = [
    Text(f"t{number}", f"r{number}", " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 8)))
    for number in range(1, 120)
]
TOPICS = [
    Topic(f"q{number}", f"{word} og {WORDS[number - 3]} i kommunen", "nn" if number % 2 else "nb", relevant={"r7": 1})
    for number, word in enumerate(WORDS)
]


@pytest.fixture(scope="module")
def settings(tiny_model: Path) -> Settings:
    return Settings(embedding_model=str(tiny_model))


@pytest.fixture(scope="module")
def embedder(settings: Settings) -> Embedder:
    return Embedder(settings)


@pytest.fixture(scope="module")
def index(settings: Settings, embedder: Embedder) -> Iterator[Index]:
    with own_index(TEXTS, settings, embedder) as opened:
        yield opened


@pytest.fixture(scope="module")
def kept(index: Index, embedder: Embedder, settings: Settings) -> Kept:
    return keep(channels(index, embedder, settings), TOPICS)


@pytest.mark.parametrize(
    "weights",
    [
        Weights(1, 1, 1, 2),
        Weights(1, 1, 3, 2),
        Weights(3, 1, 0, 10),
        Weights(0, 2, 5, 60),
        Weights(2, 0.5, 1, 5),
        Weights(1, 0, 0, 2),
    ],
)
def test_the_fusion_here_ranks_as_the_engine_does(
    weights: Weights, index: Index, embedder: Embedder, settings: Settings, kept: Kept
) -> None:
    chosen = settings.model_copy(
        update={
            "terms_weight": weights.terms,
            "dense_weight": weights.dense,
            "grams_weight": weights.grams,
            "rrf_k": weights.rrf_k,
        }
    )
    searcher: IndexSearcher = fused(index, embedder, chosen)
    for topic, ranking in zip(TOPICS, searcher.rank([topic.question for topic in TOPICS]), strict=True):
        assert fuse(kept, topic.id, weights) == ranking


def test_the_grid_has_no_setting_twice_and_no_k_for_one_channel() -> None:
    found = grid()
    assert len({weights.plain for weights in found}) == len(found)
    assert sum(len(weights.by_run) == 1 for weights in found) == 3


def test_choosing_among_chances_is_told_apart_from_a_real_gain() -> None:
    topics = {"vanlig_dev": [Topic(str(number), "?", "nb", relevant={"x": 1}) for number in range(60)]}
    noise = np.random.default_rng(1).random((200, 60))
    chance = cross_validate(topics, {"vanlig_dev": noise}, grid()[:200])
    boasted, expected = chance["best"]["ndcg"]["vanlig_dev"], chance["left_out"]["vanlig_dev"]
    assert boasted > 0.57
    assert expected == pytest.approx(0.5, abs=0.05)
    real = np.full((200, 60), 0.5)
    real[17] = 0.8
    gain = cross_validate(topics, {"vanlig_dev": real}, grid()[:200])
    assert gain["left_out"]["vanlig_dev"] == gain["best"]["ndcg"]["vanlig_dev"] == 0.8
    assert gain["picked"] == {grid()[17].plain: FOLDS * REPEATS}


def test_the_table_of_weights_has_the_ones_in_force_once(kept: Kept, settings: Settings) -> None:
    told = weigh({"vanlig_dev": (kept, TOPICS)}, settings)
    (ours,) = [row for row in told["rows"] if row["in_force"]]
    assert ours["weights"] == in_force(settings).plain
    assert told["settings_tried"] == len(told["rows"])
    assert told["chosen"][0]["sets"] == ["vanlig_dev"]


def test_weights_outside_the_grid_are_tried_too(kept: Kept, settings: Settings) -> None:
    told = weigh({"vanlig_dev": (kept, TOPICS)}, settings.model_copy(update={"grams_weight": 7.5}))
    (ours,) = [row["weights"] for row in told["rows"] if row["in_force"]]
    assert ours.split(":")[2].startswith("7.5")


def test_sets_with_fewer_topics_than_folds_are_left_out(kept: Kept, settings: Settings) -> None:
    assert weigh({"vanlig_dev": (kept, TOPICS[:2])}, settings)["topics"] == {}
