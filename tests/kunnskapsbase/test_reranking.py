"""The second stage: what resembles the best moves up, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kunnskapsbase.reranking import BEST, Subject, reranked, resemblance

WATER = Subject(frozenset({"vann", "rør", "lekkasje", "måler"}), frozenset({"vann", "avløp"}))
WATER_TOO = Subject(frozenset({"vann", "rør", "brudd", "trykk"}), frozenset({"vann", "avløp"}))
SCHOOL = Subject(frozenset({"skole", "elev", "fravær", "måler"}), frozenset({"oppvekst"}))
BARE = Subject(frozenset(), frozenset())


def test_two_resemble_by_their_words_and_by_their_themes() -> None:
    assert resemblance(WATER, WATER) == pytest.approx(1.0)
    assert resemblance(WATER, WATER_TOO) == pytest.approx((2 / 4 + 1) / 2)
    assert resemblance(WATER, SCHOOL) == pytest.approx((1 / 4) / 2)
    assert resemblance(WATER, BARE) == 0.0


def test_what_resembles_the_best_passes_what_does_not() -> None:
    scores = reranked([1.0, 0.5, 0.48], [WATER, SCHOOL, WATER_TOO], 1.0)
    assert scores[2] > scores[1]
    assert scores[0] > scores[2]


def test_without_weight_nothing_changes() -> None:
    assert reranked([1.0, 0.5, 0.48], [WATER, SCHOOL, WATER_TOO], 0.0) == [1.0, 0.5, 0.48]


def test_one_alone_and_none_at_all_keep_what_they_have() -> None:
    assert reranked([0.7], [WATER], 1.0) == [0.7]
    assert reranked([], [], 1.0) == []


_SUBJECTS = st.builds(
    Subject, st.frozensets(st.sampled_from("abcdefgh"), max_size=6), st.frozensets(st.sampled_from("xyz"), max_size=2)
)


@given(st.lists(st.tuples(st.floats(0.001, 5), _SUBJECTS), max_size=12), st.floats(0, 3))
def test_nothing_is_pushed_down_and_the_lift_is_bounded(found: list[tuple[float, Subject]], weight: float) -> None:
    found.sort(key=lambda each: -each[0])
    before = [score for score, _ in found]
    after = reranked(before, [subject for _, subject in found], weight)
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        assert old <= new <= old + weight * sum(before[:BEST]) + 1e-9
