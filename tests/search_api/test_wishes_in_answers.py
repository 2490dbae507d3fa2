"""Wishes lift what fulfils them, each with its reason, and give the order back when they are taken away."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from kunnskapsbase.wishes import StatusWish
from search_api.app import create_app
from search_api.service import SearchService
from search_api.wire import Answer

SUBJECT = "digitalt tilsyn om natta"


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


def ask(client: TestClient, q: str, speaks: str = "nb", **parameters: str) -> Answer:
    response = client.get("/v1/solutions", params={"q": q, **parameters}, headers={"Accept-Language": speaks})
    assert response.status_code == 200, response.text
    return Answer.model_validate_json(response.text)


def test_what_fulfils_a_wish_is_lifted_and_says_so(client: TestClient) -> None:
    plain = {hit.id: hit.score for hit in ask(client, SUBJECT, limit="20").results}
    wished = ask(client, f"{SUBJECT} som er i drift", limit="20").results
    assert len(wished) == 20
    fulfilled = 0
    for hit in wished:
        fits = hit.status in {each.value for each in StatusWish.IN_OPERATION.statuses}
        fulfilled += fits
        if hit.id in plain:
            assert hit.score == pytest.approx(plain[hit.id] * (1.1 if fits else 1.0))
        said = [reason for reason in hit.why if reason.kind == "status"]
        assert hit.status == "ukjent" or [reason.fits for reason in said] == [fits]
    assert 0 < fulfilled < 20


def test_the_reasons_are_in_the_readers_language(client: TestClient) -> None:
    def said(speaks: str) -> set[str]:
        results = ask(client, f"{SUBJECT} som er i drift", speaks).results
        return {reason.text for hit in results for reason in hit.why if reason.kind == "status" and reason.fits}

    assert said("nb") == {"I drift, som dere spurte om"}
    assert said("nn") == {"I drift, som de spurde om"}


def test_a_wish_that_is_taken_away_gives_the_order_of_the_text_alone(client: TestClient) -> None:
    plain = ask(client, SUBJECT, limit="20")
    freed = ask(client, f"{SUBJECT} som er i drift", limit="20", without="status")
    assert [hit.id for hit in freed.results] == [hit.id for hit in plain.results]
    assert not any(reason.kind == "status" for hit in freed.results for reason in hit.why)


def test_a_question_of_function_words_alone_is_asked_for_more(client: TestClient) -> None:
    assert "har bare småord" in str(ask(client, "hva er det").message)
