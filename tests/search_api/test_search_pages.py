"""The search as a list: pages that are turned, a sheet, and no answer sent twice to who has it."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.service import SearchService

SEARCH = "/v1/solutions"
QUESTION = {"q": "velferdsteknologi i hjemmetjenesten, i drift", "municipality": "5614"}


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


def pages(client: TestClient, limit: int) -> list[dict[str, Any]]:
    found = [client.get(SEARCH, params={**QUESTION, "limit": str(limit)}).json()]
    while found[-1]["next"]:
        found.append(client.get(found[-1]["next"]).json())
    return found


def ids(page: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in page["results"]]


def test_the_pages_have_everything_that_was_ranked_once_and_the_answer_is_the_same_on_all(client: TestClient) -> None:
    turned = pages(client, 20)
    every = [each for page in turned for each in ids(page)]
    assert len(every) == len(set(every)) == turned[0]["total"] >= 40
    assert {page["total"] for page in turned} == {len(every)}
    assert {(page["answer_found"], page["similarity"]) for page in turned} == {(True, turned[0]["similarity"])}
    assert [bool(page["passages"]) for page in turned[1:]] == [False] * (len(turned) - 1)
    # Whom a solution is of orders each page, and brings nothing from one to another.
    halves = pages(client, 10)
    assert ids(turned[0]) != ids(halves[0]) + ids(halves[1])
    assert set(ids(turned[0])) == set(ids(halves[0]) + ids(halves[1]))


def test_beyond_what_the_search_has_ranked_there_is_nothing(client: TestClient) -> None:
    beyond = client.get(SEARCH, params={**QUESTION, "offset": "1000"}).json()
    assert (beyond["results"], beyond["next"], beyond["answer_found"]) == ([], None, True)
    assert client.get(SEARCH, params={**QUESTION, "offset": "-1"}).status_code == 422


def test_a_question_keeps_its_letters_and_its_filters_when_the_page_is_turned(client: TestClient) -> None:
    filtered = {"q": "kunstig intelligens på øya & ellers 100 %", "status": ["drift", "pilot"], "limit": "2"}
    first = client.get(SEARCH, params=filtered).json()
    second = client.get(first["next"]).json()
    assert second["query"] == first["query"]
    assert second["query"]["status"] == ["drift", "pilot"]


def test_a_sheet_has_all_that_was_ranked_and_says_whether_it_answers(client: TestClient) -> None:
    sheet = client.get(SEARCH, params={**QUESTION, "format": "csv"})
    assert sheet.headers["content-type"].startswith("text/csv")
    assert 'filename="losninger.csv"' in sheet.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(sheet.text)))
    assert len(rows) == 50
    assert {row["answer_found"] for row in rows} == {"ja"}
    assert all(row["id"] and row["source_url"] and row["verification_words"] and row["why"] for row in rows)
    assert f"<{SEARCH}?" in sheet.headers["link"]
    nothing = client.get(SEARCH, params={"q": "rtyuiop vbnmlkj", "format": "csv", "limit": "2"})
    assert {row["answer_found"] for row in csv.DictReader(io.StringIO(nothing.text))} == {"nei"}


@pytest.mark.parametrize("address", [SEARCH, "/v1/passages"])
def test_an_answer_is_not_sent_again_to_who_has_it(client: TestClient, address: str) -> None:
    asked = {"q": "velferdsteknologi"}
    first = client.get(address, params=asked)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    again = client.get(address, params=asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = (({"q": "velferd"}, "nb"), ({**asked, "limit": "3"}, "nb"), (asked, "nn"))
    for params, speaks in others:
        headers = {"If-None-Match": tag, "Accept-Language": speaks}
        assert client.get(address, params=params, headers=headers).status_code == 200
