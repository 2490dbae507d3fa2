"""The metrics against values worked out by hand."""

import math

import pytest

from eval.metrics import (
    HIT,
    MRR,
    NDCG,
    RECALL,
    RECALL_50,
    difference,
    estimate,
    groups,
    mean_ndcg,
    p_value,
    per_topic,
    summarise,
)
from eval.topics import Topic


def topic(identifier: str = "a", language: str = "nb", **relevant: int) -> Topic:
    return Topic(identifier, "?", "nn" if language == "nn" else "nb", relevant=relevant)


def test_ndcg_weighs_grades_by_their_rank() -> None:
    # Ranked: x (2), nothing, y (1). Best order: x, y, z (2, 2, 1) for the three that are relevant.
    values = per_topic([topic(x=2, y=1, z=2)], {"a": ["x", "q", "y"]})
    # DCG = 2/log2(2) + 0/log2(3) + 1/log2(4) = 2 + 0 + 0.5
    gained = 2.5
    # Ideal = 2/log2(2) + 2/log2(3) + 1/log2(4) = 2 + 1.26186 + 0.5
    ideal = 2 + 2 / math.log2(3) + 0.5
    assert values[NDCG]["a"] == pytest.approx(gained / ideal)
    assert values[NDCG]["a"] == pytest.approx(0.66456, abs=1e-5)


def test_a_perfect_ranking_scores_one() -> None:
    assert per_topic([topic(x=2, y=1)], {"a": ["x", "y", "q"]})[NDCG]["a"] == pytest.approx(1.0)


def test_ndcg_looks_no_further_than_ten() -> None:
    ranking = [f"q{place}" for place in range(10)]
    assert per_topic([topic(x=2)], {"a": [*ranking, "x"]})[NDCG]["a"] == 0.0
    assert per_topic([topic(x=2)], {"a": [*ranking[:9], "x"]})[NDCG]["a"] == pytest.approx(1 / math.log2(11))


def test_the_order_given_is_the_order_judged_whatever_the_ids_are() -> None:
    first = per_topic([topic(x=2)], {"a": ["x", "z", "b"]})[NDCG]["a"]
    second = per_topic([topic(x=2)], {"a": ["z", "x", "b"]})[NDCG]["a"]
    assert first == pytest.approx(1.0)
    assert second == pytest.approx(1 / math.log2(3))


def test_recall_counts_partly_answering_experiences_too() -> None:
    values = per_topic([topic(x=2, y=1, z=1, w=2)], {"a": ["y", "q", "x"]})
    assert values[RECALL]["a"] == pytest.approx(2 / 4)


def test_a_hit_must_stand_among_the_first_five() -> None:
    assert per_topic([topic(x=1)], {"a": ["q1", "q2", "q3", "q4", "x"]})[HIT]["a"] == 1.0
    assert per_topic([topic(x=1)], {"a": ["q1", "q2", "q3", "q4", "q5", "x"]})[HIT]["a"] == 0.0


def test_a_topic_without_any_ranking_scores_nothing_and_still_counts() -> None:
    topics = [topic("a", x=1), topic("b", x=1)]
    assert per_topic(topics, {"a": ["x"]})[NDCG] == {"a": pytest.approx(1.0), "b": 0.0}
    assert mean_ndcg(topics, {"a": ["x"]}) == pytest.approx(0.5)


def test_a_solution_named_twice_counts_once() -> None:
    assert per_topic([topic(x=2, y=2)], {"a": ["x", "x", "x"]})[RECALL]["a"] == pytest.approx(0.5)


def test_topics_that_nothing_answers_are_left_out() -> None:
    topics = [topic("a", x=1), topic("b")]
    assert set(per_topic(topics, {"a": ["x"], "b": ["x"]})[NDCG]) == {"a"}
    assert groups(topics) == {"all": ["a"], "nb": ["a"]}


def test_the_means_are_split_by_language() -> None:
    topics = [topic("a", x=1), topic("b", "nn", x=1)]
    summary = summarise(topics, per_topic(topics, {"a": ["x"]}))
    assert {group: round(summary[group][NDCG].mean, 6) for group in summary} == {"all": 0.5, "nb": 1.0, "nn": 0.0}


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] * 5
    first = estimate(values)
    assert first.low < first.mean < first.high
    assert first == estimate(values)
    # The standard error is 0.3416 / sqrt(30) = 0.0624, so the interval is about ± 1.96 of it.
    assert first.high - first.low == pytest.approx(2 * 1.96 * 0.0624, rel=0.15)


def test_equal_values_have_no_width_and_no_values_no_mean() -> None:
    alike = estimate([0.5] * 8)
    assert (alike.low, alike.mean, alike.high) == (0.5, 0.5, 0.5)
    with pytest.raises(ValueError, match="no values"):
        estimate([])


def test_a_difference_is_taken_topic_by_topic() -> None:
    # Every topic gains exactly 0.1: a paired interval has no width, though the values themselves spread widely.
    before = {f"q{place}": place / 20 for place in range(10)}
    after = {name: value + 0.1 for name, value in before.items()}
    gained = difference(before, after)
    assert gained.low == pytest.approx(0.1)
    assert gained.high == pytest.approx(0.1)


def test_the_first_that_answers_decides_the_reciprocal_rank() -> None:
    values = per_topic([topic(x=1, y=2)], {"a": ["q", "z", "x", "y"]})
    assert values[MRR]["a"] == pytest.approx(1 / 3)


def test_recall_at_fifty_looks_further_than_at_ten() -> None:
    values = per_topic([topic(x=1, y=1)], {"a": ["x", *(f"q{place}" for place in range(30)), "y"]})
    assert [values[RECALL]["a"], values[RECALL_50]["a"]] == pytest.approx([0.5, 1.0])


def test_a_difference_that_never_turns_is_no_chance_and_one_that_does_is() -> None:
    first = {f"q{place}": 0.5 for place in range(12)}
    better = {name: value + 0.1 for name, value in first.items()}
    # All 2^12 ways to give out the signs are tried, and two of them part the runs as much.
    assert p_value(first, better) == pytest.approx(2 / 2**12)
    either = {name: value + (0.1 if place % 2 else -0.1) for place, (name, value) in enumerate(first.items())}
    assert p_value(first, either) == pytest.approx(1.0)
    assert p_value(first, first) == 1.0
    assert p_value({"a": 0.0}, {"a": 1.0}) == 1.0


def test_the_p_value_is_the_same_every_time_and_whichever_comes_first() -> None:
    first = {f"q{place}": (place * 7 % 11) / 11 for place in range(40)}
    second = {f"q{place}": (place * 5 % 13) / 13 for place in range(40)}
    assert p_value(first, second) == p_value(first, second)
    assert p_value(first, second) == pytest.approx(p_value(second, first), abs=0.02)
