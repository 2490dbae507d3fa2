"""How often one may ask and write."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from kunnskapsbase.settings import Settings
from search_api.rates import Buckets, RateLimits


@given(st.integers(1, 50), st.lists(st.floats(0, 30), max_size=150))
def test_no_more_than_a_bucket_and_what_has_run_into_it_gets_through(per_minute: int, pauses: list[float]) -> None:
    buckets, now, let_through = Buckets(per_minute), 0.0, 0
    for pause in pauses:
        now += pause
        wait = buckets.take("a", now)
        let_through += not wait
        assert let_through <= per_minute * (1 + now / 60) + 1e-3
        if wait:
            assert 0 < wait <= 60 / per_minute + 1e-3
            assert Buckets(per_minute, dict(buckets._full_at)).take("a", now + wait) == 0


@given(st.integers(1, 1000))
def test_whoever_keeps_to_the_pace_is_never_stopped(per_minute: int) -> None:
    buckets = Buckets(per_minute)
    assert not any(buckets.take("a", place * 60 / per_minute) for place in range(3 * per_minute))


def test_a_whole_bucket_may_be_used_at_once_and_each_has_its_own() -> None:
    buckets = Buckets(10)
    assert [buckets.take("a", 0.0) for _ in range(10)] == [0.0] * 10
    assert buckets.take("a", 0.0) > 0
    assert buckets.take("b", 0.0) == 0.0
    assert not any(Buckets(0).take("a", 0.0) for _ in range(100))


def test_buckets_that_are_full_again_are_let_go_of() -> None:
    buckets = Buckets(60)
    for place in range(50_000):
        buckets.take(str(place), 0.0)
    assert len(buckets._full_at) == 50_000
    buckets.take("late", 30.0)
    assert len(buckets._full_at) == 1


def app(tmp_path: Path, **settings: int) -> TestClient:
    made = FastAPI()

    @made.api_route("/ting", methods=["GET", "POST"])
    def thing() -> str:
        return "ja"

    made.add_middleware(RateLimits, settings=Settings(data=tmp_path).model_copy(update=settings))
    return TestClient(made)


def test_who_writes_too_often_is_told_when_to_come_back_and_may_still_read(tmp_path: Path) -> None:
    client = app(tmp_path, writes_per_minute=3)
    assert [client.post("/ting").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.post("/ting")
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert refused.json()["type"] == "/problemer/for-mange"
    assert client.get("/ting").status_code == 200


def test_a_key_does_not_open_another_bucket_for_the_same_address(tmp_path: Path) -> None:
    client = app(tmp_path, writes_per_minute=3)
    answers = [client.post("/ting", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_reads_are_counted_where_that_is_asked_for(tmp_path: Path) -> None:
    client = app(tmp_path, reads_per_minute=2)
    assert [client.get("/ting").status_code for _ in range(3)] == [200, 200, 429]
