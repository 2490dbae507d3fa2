"""A page that has not changed is not sent again."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.service import SearchService


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


@pytest.mark.parametrize(
    "address",
    [
        "/v1/solutions/bodo-digitalt-tilsyn",
        "/v1/municipalities?query=lop",
        "/v1/municipalities/5614",
        "/v1/coverage",
        "/v1/borders",
    ],
)
def test_what_is_read_has_an_etag_and_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    tag = first.headers["etag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": 'W/"annet"'}).content == first.content


def test_each_language_is_its_own_page(client: TestClient) -> None:
    first = client.get("/v1/municipalities/5614", headers={"Accept-Language": "nb"})
    assert "Accept-Language" in first.headers["vary"]
    nynorsk = {"Accept-Language": "nn", "If-None-Match": first.headers["etag"]}
    assert client.get("/v1/municipalities/5614", headers=nynorsk).status_code == 200
