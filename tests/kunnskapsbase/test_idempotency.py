"""Requests sent twice: one is answered, the rest get the same answer or are told to wait."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from kunnskapsbase.records import IdempotentRequests, InFlightError, KeptAnswer, OtherContentError, scope_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANSWER = KeptAnswer(201, '{"id": 1}')


@pytest.fixture
def requests(store_address: str) -> Iterator[IdempotentRequests]:
    store = IdempotentRequests(store_address)
    yield store
    store.close()


def test_the_answer_is_given_again_for_a_day(requests: IdempotentRequests) -> None:
    assert requests.begin("a", b"x", NOW) is None
    requests.finish("a", ANSWER)
    assert requests.begin("a", b"x", NOW + timedelta(hours=23)) == ANSWER
    assert requests.begin("a", b"x", NOW + timedelta(hours=25)) is None


def test_another_content_under_the_same_key_is_told_apart(requests: IdempotentRequests) -> None:
    requests.begin("a", b"x", NOW)
    with pytest.raises(OtherContentError):
        requests.begin("a", b"y", NOW)
    requests.finish("a", ANSWER)
    with pytest.raises(OtherContentError):
        requests.begin("a", b"y", NOW)
    assert requests.begin("b", b"y", NOW) is None


def test_what_is_being_answered_is_waited_for_and_what_was_left_gives_way(requests: IdempotentRequests) -> None:
    requests.begin("a", b"x", NOW)
    with pytest.raises(InFlightError):
        requests.begin("a", b"x", NOW + timedelta(seconds=30))
    assert requests.begin("a", b"x", NOW + timedelta(seconds=90)) is None


def test_what_came_to_nothing_may_be_tried_again(requests: IdempotentRequests) -> None:
    requests.begin("a", b"x", NOW)
    requests.drop("a")
    assert requests.begin("a", b"x", NOW) is None


def test_of_many_at_once_one_is_answered(requests: IdempotentRequests) -> None:
    def begin(_: int) -> bool:
        try:
            return requests.begin("a", b"x", NOW) is None
        except InFlightError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, range(24))) == 1


def test_a_key_is_good_for_one_sender_and_one_address() -> None:
    scopes = {scope_of("a", "b", "c"), scope_of("a", "b", "d"), scope_of("a", "x", "c"), scope_of("x", "b", "c")}
    assert len(scopes | {scope_of("ab", "", "c"), scope_of("a", "", "bc")}) == 6
