"""The whole answer over HTTP, of the whole corpus, with the model that is shipped."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from haystack import Pipeline

from kunnskapsbase.municipalities import MunicipalityRegister
from search_api.app import create_app
from search_api.pipeline import build_pipeline
from search_api.service import SearchService
from search_api.wire import Answer

NIGHT = "Hvem har løst digitalt tilsyn om natten for en kommune med 2 000 innbyggere?"


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    # Not entered as a context: the service belongs to the session and is not to be closed here.
    yield TestClient(create_app(service), raise_server_exceptions=False)


def ask(client: TestClient, q: str, speaks: str = "nb", **parameters: object) -> Answer:
    query: dict[str, str] = {"q": q, **{key: str(value) for key, value in parameters.items()}}
    response = client.get("/v1/solutions", params=query, headers={"Accept-Language": speaks})
    assert response.status_code == 200, response.text
    return Answer.model_validate_json(response.text)


def test_the_answer_names_solutions_each_once_and_best_first(client: TestClient) -> None:
    answer = ask(client, NIGHT, limit=20)
    ids = [hit.id for hit in answer.results]
    assert len(ids) == len(set(ids)) == 20
    scores = [hit.score for hit in answer.results]
    assert scores == sorted(scores, reverse=True)
    assert "bodo-digitalt-tilsyn" in ids[:3]
    assert answer.answer_found


def test_every_hit_says_who_why_from_where_and_whom_to_ring(client: TestClient) -> None:
    for hit in ask(client, NIGHT, limit=20).results:
        assert hit.title
        assert hit.summary
        assert hit.why
        assert hit.source.url.startswith("http")
        assert hit.source.publisher
        assert hit.passage.text
        assert hit.verification.words
        assert all(gain.evidence == "oppgitt av kilden" for gain in hit.gains)
        assert hit.contact is not None
        assert hit.contact.email or hit.contact.phone or hit.contact.website
        if hit.matched:
            assert hit.matched.asker_population == 2000
            assert hit.matched.distance
            assert hit.contact.website


def test_a_contact_the_source_gives_comes_before_the_mailbox(client: TestClient) -> None:
    hits = {hit.id: hit for hit in ask(client, "Det Digitale Vestre Agder felles brukerstøtte DDV", limit=10).results}
    given = [hit.contact for hit in hits.values() if hit.contact and hit.contact.origin == "source"]
    assert given
    assert given[0].email == "hjelp@ddv.no"


def test_a_mailbox_from_the_register_is_labelled_unverified(client: TestClient) -> None:
    contacts = [hit.contact for hit in ask(client, NIGHT).results]
    register = [contact for contact in contacts if contact and contact.origin == "register" and contact.email]
    assert register
    assert all(not contact.verified and "ikke bekreftet" in contact.note for contact in register)


def test_the_question_is_read_when_the_parameters_are_absent(client: TestClient) -> None:
    query = ask(client, "tilflytting for Loppa").query
    assert query.municipality is not None
    assert (query.municipality.name, query.municipality_from) == ("Loppa", "question")
    assert query.matched_text == "tilflytting"
    query = ask(client, "biogass i små kommuner på Vestlandet").query
    assert (query.size_word, query.region) == ("små", "Vestlandet")
    assert ask(client, "skole, kommune med 1 900 innbyggere").query.population == 1900


def test_a_parameter_goes_before_the_question(client: TestClient) -> None:
    query = ask(client, "tilflytting for Loppa", municipality="4204").query
    assert query.municipality is not None
    assert (query.municipality.name, query.municipality_from) == ("Kristiansand", "parameter")


def test_an_earlier_number_and_a_name_are_as_good_as_a_number(client: TestClient) -> None:
    for said in ("1931", "Senja", "senja kommune", "Lenvik", "5530"):
        municipality = ask(client, "skole", municipality=said).query.municipality
        assert municipality is not None
        assert municipality.name == "Senja"


def test_a_size_filter_lets_through_only_those_of_that_size(client: TestClient) -> None:
    answer = ask(client, "helse og omsorg", population_min=1000, population_max=3000, limit=50)
    assert answer.results
    for hit in answer.results:
        assert hit.matched is not None
        assert 1000 <= hit.matched.municipality.population <= 3000


def test_filters_hold_for_every_hit(client: TestClient) -> None:
    for hit in ask(client, "klima", sector="samferdsel", limit=50).results:
        assert hit.sector == "samferdsel"
    for hit in ask(client, "klima", language="nn", limit=50).results:
        assert hit.language == "nn"
    for county in ("Vestland", "46", "Hordaland"):
        for hit in ask(client, "klima", county=county, limit=50).results:
            assert hit.matched is None or hit.matched.municipality.county == "Vestland"
    assert ask(client, "klima", sector="samferdsel", county="Oslo", population_max=100).results == []


def test_words_that_stand_nowhere_get_an_honest_answer_with_the_nearest(client: TestClient) -> None:
    answer = ask(client, "xyzzy plugh qwertyuiop")
    assert not answer.answer_found
    assert answer.message
    assert answer.results


def test_the_reasons_tell_what_fits_and_what_does_not(client: TestClient) -> None:
    answer = ask(client, "elbiler i hjemmetjenesten for Loppa", limit=20)
    kinds = {(reason.kind, reason.fits) for hit in answer.results for reason in hit.why}
    assert {("text", True), ("size", False)} <= kinds
    assert any(kind == "centrality" for kind, _ in kinds)


def test_the_wording_follows_the_readers_language(client: TestClient) -> None:
    bokmal, nynorsk = ask(client, NIGHT), ask(client, NIGHT, speaks="nn-NO,nb;q=0.8")
    assert [hit.id for hit in bokmal.results] == [hit.id for hit in nynorsk.results]
    assert "innbyggere" in str(bokmal.results[0].why)
    assert "innbyggjarar" in str(nynorsk.results[0].why)


def test_the_same_question_gives_the_same_answer_every_time(client: TestClient) -> None:
    assert len({ask(client, NIGHT, limit=50).model_dump_json() for _ in range(5)}) == 1


def test_one_solution_is_told_whole(client: TestClient) -> None:
    response = client.get("/v1/solutions/bodo-digitalt-tilsyn")
    assert response.status_code == 200
    detail = response.json()
    assert detail["participants"]
    assert detail["verification"]["words"]
    assert detail["contact"]["website"]


def test_a_municipality_is_found_by_its_name_of_today_or_before(
    client: TestClient, register: MunicipalityRegister
) -> None:
    names = [each["name"] for each in client.get("/v1/municipalities", params={"query": "lop"}).json()["results"]]
    assert names[0] == "Loppa"
    assert client.get("/v1/municipalities", params={"query": "Røyken"}).json()["results"][0]["name"] == "Asker"
    assert len(client.get("/v1/municipalities", params={"limit": 400}).json()["results"]) == len(register) == 357
    loppa = client.get("/v1/municipalities/5614").json()
    assert loppa["mailbox_verified"] is False
    assert loppa["neighbours"]


def test_health_says_what_is_served(client: TestClient) -> None:
    health = client.get("/health").json()
    assert (health["status"], health["solutions"], health["passages"]) == ("ok", 463, 463)


def test_the_query_pipeline_round_trips_through_yaml(service: SearchService) -> None:
    text = build_pipeline(service.settings).dumps()
    assert "api_key" not in text
    loaded = Pipeline.loads(text, allowed_modules=["search_api.*"])
    assert loaded.to_dict()["components"] == build_pipeline(service.settings).to_dict()["components"]
    assert len(loaded.to_dict()["connections"]) == 7


def test_the_municipalities_are_a_list_like_any_other(client: TestClient) -> None:
    first = client.get("/v1/municipalities", params={"limit": 200}).json()
    assert (len(first["results"]), first["total"]) == (200, 357)
    rest = client.get(first["next"]).json()
    assert rest["next"] is None
    names = [each["name"] for each in first["results"] + rest["results"]]
    assert names[-1].startswith("Å")
    assert len(set(names)) >= 355
    largest = client.get("/v1/municipalities", params={"sort": "-population", "limit": 1}).json()["results"]
    assert largest[0]["name"] == "Oslo"
    sheet = client.get("/v1/municipalities", params={"format": "csv"})
    assert sheet.text.splitlines()[0].startswith("kommunenummer,name,county,population")
    assert len(sheet.text.splitlines()) == 358
