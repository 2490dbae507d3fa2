"""A POST that is sent twice is done once."""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

import pytest
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient
from pydantic import BaseModel

from kunnskapsbase.errors import InputError
from search_api import access_problems, problems
from search_api.once import HEADER, OncePerKey
from search_api.service import SearchService


class Asked(BaseModel):
    text: str


class Made(BaseModel):
    number: int


@dataclass(frozen=True)
class Reply:
    status_code: int
    said: dict[str, object]
    headers: Mapping[str, str]


class Counter:
    """What a route would write: here, how many times it was asked to."""

    def __init__(self) -> None:
        self.number = 0
        self.begun, self.may_end = threading.Event(), threading.Event()

    def make(self, text: str) -> Made:
        if text == "galt":
            raise InputError("Det gikk ikke.", parameter="text")
        if text == "tregt":
            self.begun.set()
            assert self.may_end.wait(20)
        self.number += 1
        return Made(number=self.number)


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def client(service: SearchService, counter: Counter) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.service = service
    problems.install(app)
    access_problems.install(app)

    @app.post("/ting")
    def make(asked: Asked, once: OncePerKey) -> Response:
        return once.answer(lambda: counter.make(asked.text))

    with TestClient(app) as client:
        yield client


def send(client: TestClient, key: str | None, text: str = "et", who: str = "a") -> Reply:
    headers = {"Authorization": f"Bearer {who}"} | ({HEADER: key} if key else {})
    answer = client.post("/ting", json={"text": text}, headers=headers)
    return Reply(answer.status_code, answer.json(), answer.headers)


def test_the_same_key_and_content_get_the_same_answer_again(client: TestClient, counter: Counter) -> None:
    key = str(uuid4())
    first, second = send(client, key), send(client, key)
    assert (first.status_code, first.said) == (201, {"number": 1}) == (second.status_code, second.said)
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert counter.number == 1


def test_without_a_key_each_is_done(client: TestClient, counter: Counter) -> None:
    assert [send(client, None).said["number"] for _ in range(2)] == [1, 2]


def test_the_same_key_with_another_content_is_refused(client: TestClient, counter: Counter) -> None:
    key = str(uuid4())
    send(client, key)
    refused = send(client, key, "to")
    assert refused.status_code == 422
    assert HEADER in str(refused.said["errors"])
    assert counter.number == 1


def test_nobody_is_given_the_answer_to_somebody_elses_request(client: TestClient, counter: Counter) -> None:
    key = str(uuid4())
    assert send(client, key, who="a").said != send(client, key, who="b").said
    assert counter.number == 2


def test_what_went_wrong_may_be_sent_again(client: TestClient, counter: Counter) -> None:
    key = str(uuid4())
    assert send(client, key, "galt").status_code == 422
    assert send(client, key, "galt").said["detail"] == "Det gikk ikke."
    assert send(client, key, "riktig").status_code == 201


def test_while_the_first_is_being_answered_the_second_is_asked_to_wait(client: TestClient, counter: Counter) -> None:
    key = str(uuid4())
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(send, client, key, "tregt")
        assert counter.begun.wait(20)
        second = send(client, key, "tregt")
        counter.may_end.set()
        assert first.result(20).status_code == 201
    assert second.status_code == 409
    assert second.headers["retry-after"] == "1"
    assert send(client, key, "tregt").said == {"number": 1}


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_that_is_none_is_refused(client: TestClient, key: str) -> None:
    refused = client.post("/ting", json={"text": "et"}, headers={HEADER: key})
    assert refused.status_code == 422
    assert HEADER.lower() in refused.json()["detail"].lower()
