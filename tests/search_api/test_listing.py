"""Lists: so many at a time, sorted, as JSON or a sheet, and not sent again to who has them."""

import csv
import io
from typing import Annotated

import pytest
from fastapi import FastAPI, Query, Request, Response
from fastapi.testclient import TestClient
from pydantic import BaseModel

from search_api import problems
from search_api.listing import ListParameters, listed, sheet


class Place(BaseModel):
    number: str
    name: str


class Thing(BaseModel):
    name: str
    size: int | None = None
    place: Place | None = None
    words: list[str] = []


THINGS = [
    Thing(name="Ål", size=3, words=["a", "b"]),
    Thing(name="Ørsta", size=None),
    Thing(name="aure", size=10, place=Place(number="1576", name="Aure")),
    Thing(name="Ærøya", size=-2),
    Thing(name="Å", size=7),
]


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    problems.install(app)

    @app.get("/ting")
    def things(request: Request, parameters: Annotated[ListParameters, Query()]) -> Response:
        return listed(request, parameters, THINGS, Thing, "ting")

    return TestClient(app)


def names(client: TestClient, address: str) -> list[str]:
    return [each["name"] for each in client.get(address).json()["results"]]


def test_the_pages_put_together_are_the_whole(client: TestClient) -> None:
    address, seen = "/ting?limit=2&sort=name", []
    while address:
        page = client.get(address).json()
        assert page["total"] == 5
        seen += [each["name"] for each in page["results"]]
        address = page["next"]
        assert address is None or address.startswith("/ting?")
    assert seen == ["aure", "Ærøya", "Ørsta", "Å", "Ål"]


def test_it_is_sorted_either_way_and_what_is_not_known_comes_last(client: TestClient) -> None:
    assert names(client, "/ting?sort=size") == ["Ærøya", "Ål", "Å", "aure", "Ørsta"]
    assert names(client, "/ting?sort=-size") == ["aure", "Å", "Ål", "Ærøya", "Ørsta"]
    assert names(client, "/ting?offset=4") == ["Å"]
    assert names(client, "/ting?offset=99") == []


@pytest.mark.parametrize(
    ("query", "parameter", "says"),
    [
        ("sort=farge", "sort", "«farge»"),
        ("sort=-", "sort", "name, size"),
        ("limit=0", "limit", "minst 1"),
        ("offset=-1", "offset", "minst 0"),
        ("format=pdf", "format", "Lovlige verdier"),
        ("side=2", "side", "skrivemåten"),
    ],
)
def test_what_cannot_be_asked_for_is_named(client: TestClient, query: str, parameter: str, says: str) -> None:
    problem = client.get(f"/ting?{query}").json()
    assert problem["status"] == 422
    assert [error["parameter"] for error in problem["errors"]] == [parameter]
    assert says in problem["detail"]


def test_a_sheet_has_all_of_it_unless_told(client: TestClient) -> None:
    whole = client.get("/ting?format=csv&sort=name")
    assert whole.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert whole.headers["content-disposition"] == 'attachment; filename="ting.csv"'
    rows = list(csv.reader(io.StringIO(whole.text)))
    assert rows[0] == ["name", "size", "place_number", "place_name", "words"]
    assert rows[1] == ["aure", "10", "1576", "Aure", ""]
    assert rows[2] == ["Ærøya", "-2", "", "", ""]
    assert rows[5] == ["Ål", "3", "", "", "a; b"]
    assert not whole.content.startswith(b"\xef\xbb\xbf")
    part = client.get("/ting?format=csv&limit=2")
    assert len(part.text.splitlines()) == 3
    assert part.headers["link"] == '</ting?format=csv&offset=2&limit=2>; rel="next"'


@pytest.mark.parametrize("cell", ["=1+1", "+47 78 45 30 00", "-2", "@SUM(A1)", "\tx", "\rx", "'=1"])
def test_no_text_is_a_formula_in_a_sheet(cell: str) -> None:
    (_, row) = csv.reader(io.StringIO(sheet([Place(number="1", name=cell)], Place), newline=""))
    assert row[1] == (cell if cell.startswith("'") else f"'{cell}")


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/ting?limit=2")
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    for said in (tag, f'"x", {tag}', "*"):
        again = client.get("/ting?limit=2", headers={"If-None-Match": said})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/ting?limit=3", headers={"If-None-Match": tag}).status_code == 200
