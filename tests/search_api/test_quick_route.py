"""A question that a quick route reads is the one FastAPI would have read, and what it leaves goes the usual way."""

import pytest
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from search_api import problems
from search_api.dependencies import Service, Words
from search_api.parameters import SolutionQuery
from search_api.quick_route import QuickRoute


async def told(request: Request, parameters: SolutionQuery, service: Service, words: Words) -> JSONResponse:
    """What reached the endpoint."""
    return JSONResponse([parameters.model_dump(mode="json"), str(service), words.language, request.url.path])


def client_of(route_class: type[APIRoute]) -> TestClient:
    router = APIRouter(route_class=route_class)
    router.add_api_route("/ask", told)
    app = FastAPI()
    app.state.service = "tjenesten"
    problems.install(app)
    app.include_router(router)
    return TestClient(app, raise_server_exceptions=False)


QUICK, USUAL = client_of(QuickRoute), client_of(APIRoute)


@pytest.mark.parametrize(
    "query",
    [
        "q=nattilsyn",
        "q=natt%20tilsyn&q=vann&limit=3&limit=4",
        "q=%F8l+og+%C3%B8l&municipality=Loppa&population_min=500&population_max=3000",
        "q=vann&sector=helse-omsorg&sector=teknisk&county=56&county=&status=pilot",
        "q=vann&without=size&without=municipality&language=nn&format=csv&passages=0&offset=10",
        "q=%20vann%20&municipality=",
    ],
)
@pytest.mark.parametrize("language", ["nb", "nn;q=0.9, en", ""])
def test_what_reaches_the_endpoint_is_the_same_either_way(query: str, language: str) -> None:
    quick, usual = (each.get(f"/ask?{query}", headers={"Accept-Language": language}) for each in (QUICK, USUAL))
    assert quick.status_code == 200, quick.text
    assert quick.json() == usual.json()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=vann&limit=mange",
        "q=vann&limit=0&offset=-1",
        "q=vann&sector=romfart&sector=helse-omsorg",
        "q=vann&kommune=5614&kommune=5616",
        "q=vann&population_min=9&population_max=3",
        f"q={'a' * 1001}",
    ],
)
def test_what_cannot_be_used_is_told_of_in_the_same_words(query: str) -> None:
    quick, usual = (each.get(f"/ask?{query}") for each in (QUICK, USUAL))
    assert quick.status_code == 422
    assert (quick.json(), quick.headers) == (usual.json(), usual.headers)


def test_the_description_is_the_same() -> None:
    assert QUICK.get("/openapi.json").json() == USUAL.get("/openapi.json").json()
