"""Whatever is sent in gets a clear problem: a status of 4xx, the parameter named, and never a traceback."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.service import SearchService


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("parameters", "parameter", "says"),
    [
        ({}, "q", "mangler"),
        ({"q": ""}, "q", "tomt"),
        ({"q": "   "}, "q", "tomt"),
        ({"q": "?!"}, "q", "tomt"),
        ({"q": "x" * 10_000}, "q", "høyst 1000 tegn"),
        ({"q": "vann", "municipality": "9999"}, "municipality", "9999"),
        ({"q": "vann", "municipality": "Atlantis"}, "municipality", "Atlantis"),
        ({"q": "vann", "municipality": "Herøy"}, "municipality", "Flere kommuner"),
        ({"q": "vann", "population_min": "5000", "population_max": "1000"}, "population_min", "større enn"),
        ({"q": "vann", "population_min": "mange"}, "population_min", "helt tall"),
        ({"q": "vann", "population_min": "-1"}, "population_min", "minst 0"),
        ({"q": "vann", "population_max": "9" * 30}, "population_max", ""),
        ({"q": "vann", "sector": "romfart"}, "sector", "Lovlige verdier"),
        ({"q": "vann", "status": "kanskje"}, "status", "Lovlige verdier"),
        ({"q": "vann", "verification": "sikkert"}, "verification", "Lovlige verdier"),
        ({"q": "vann", "county": "Narnia"}, "county", "Narnia"),
        ({"q": "vann", "language": "en"}, "language", "Lovlige verdier"),
        ({"q": "vann", "limit": "0"}, "limit", "minst 1"),
        ({"q": "vann", "limit": "1000"}, "limit", "høyst 50"),
        ({"q": "vann", "munisipality": "5614"}, "munisipality", "skrivemåten"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(
    client: TestClient, parameters: dict[str, str], parameter: str, says: str
) -> None:
    response = client.get("/v1/solutions", params=parameters)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 422
    assert problem["type"].startswith("/problemer/")
    assert problem["instance"] == "/v1/solutions"
    assert [error["parameter"] for error in problem["errors"]] == [parameter]
    assert says in problem["detail"]


def test_a_problem_is_told_in_the_language_of_the_reader(client: TestClient) -> None:
    asked = {"q": "vann", "limit": "0", "population_min": "mange"}
    response = client.get("/v1/solutions", params=asked, headers={"Accept-Language": "nn"})
    problem = response.json()
    assert response.headers["content-language"] == "nn"
    assert problem["title"] == "Ugyldig parameter"
    told = ["«population_min» skal vere eit heilt tal, til dømes 2000.", "«limit» skal vere minst 1."]
    assert [each["message"] for each in problem["errors"]] == told
    assert problem["detail"] == " ".join(told)
    bokmal = client.get("/v1/solutions/borte")
    assert bokmal.headers["content-language"] == "nb"
    assert bokmal.json()["title"] == "Finnes ikke"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/v1/solutions/finnes-ikke", "finnes-ikke"),
        ("/v1/municipalities/0000", "0000"),
        ("/v1/municipalities/æøå", "æøå"),
        ("/ingenting", "/ingenting"),
    ],
)
def test_what_is_not_there_is_a_404_that_says_so(client: TestClient, path: str, says: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert says in response.json()["detail"]


def test_a_method_that_is_not_allowed_is_a_problem_too(client: TestClient) -> None:
    response = client.post("/v1/solutions")
    assert response.status_code == 405
    assert response.json()["status"] == 405


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script> vann",
        "'; DROP TABLE record; --",
        "vann\x00vann",
        "💧💧 vann",
        "a" * 1000,
        "vann " * 200,
        "\u202ennav",
        "{{ vann }} {0} %s",
        "1" * 1000,
        "en kommune med " + "9" * 400 + " innbyggere vann",
        "ti tusen tusen innbyggere",
    ],
)
def test_odd_questions_are_answered_like_any_other(client: TestClient, question: str) -> None:
    response = client.get("/v1/solutions", params={"q": question})
    assert response.status_code == 200, response.text
    assert response.json()["query"]["text"] == question.strip()
