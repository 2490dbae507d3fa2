"""What was understood is told, can be taken away, and never hides what answers."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.service import SearchService
from search_api.wire import Answer


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


def ask(client: TestClient, q: str, **parameters: str | list[str]) -> Answer:
    response = client.get("/v1/solutions", params={"q": q, **parameters})
    assert response.status_code == 200, response.text
    return Answer.model_validate_json(response.text)


FULL = "nattilsyn for Loppa som er i drift, små kommuner i Nordland etter 2020"


def test_each_thing_that_was_understood_is_named(client: TestClient) -> None:
    query = ask(client, FULL).query
    assert query.parts == ["municipality", "size", "county", "status", "year"]
    assert query.left_out == []
    assert (query.status_wish, query.year_from, query.year_to) == ("drift", 2021, None)
    assert query.matched_text.rstrip(",") == "nattilsyn"
    query = ask(client, "digitale hjelpemidler innen helse og omsorg på Vestlandet").query
    assert query.parts == ["region", "sector"]
    assert query.sector_wish == ["helse-omsorg"]
    assert query.sector == []


@pytest.mark.parametrize("part", ["municipality", "size", "county", "status", "year"])
def test_a_part_that_is_taken_away_is_not_used_and_its_words_stay_out(client: TestClient, part: str) -> None:
    whole, less = ask(client, FULL).query, ask(client, FULL, without=part).query
    assert less.left_out == [part]
    assert less.parts == [each for each in whole.parts if each != part]
    assert less.matched_text == whole.matched_text
    used = {
        "municipality": less.municipality,
        "size": less.size_word,
        "county": less.counties or None,
        "status": less.status_wish,
        "year": less.year_from,
    }
    assert [each for each, value in used.items() if value is None] == [part]


def test_everyday_words_are_also_asked_in_the_words_of_the_field_until_that_is_taken_away(client: TestClient) -> None:
    whole = ask(client, "gamle som går seg bort")
    assert whole.query.field_words[:2] == ["demens", "gps"]
    assert whole.query.parts == ["field_words"]
    assert "gps" in whole.results[0].id
    less = ask(client, "gamle som går seg bort", without="field_words").query
    assert (less.field_words, less.parts, less.left_out) == ([], [], ["field_words"])


@pytest.mark.parametrize(
    ("speaks", "said"),
    [("nb", "Treffer på «demens», fagordet for «glemsk»"), ("nn", "Treffer på «demens», fagordet for «glemsk»")],
)
def test_a_hit_that_has_the_fields_word_says_which_and_for_what(client: TestClient, speaks: str, said: str) -> None:
    def told(**parameters: str) -> list[tuple[str, list[str]]]:
        response = client.get(
            "/v1/solutions", params={"q": "glemsk bestemor", **parameters}, headers={"Accept-Language": speaks}
        )
        return [
            (hit.title, [why.text for why in hit.why if why.kind == "field_word"])
            for hit in Answer.model_validate_json(response.text).results
        ]

    with_demens = [reasons for title, reasons in told() if "demens" in title.lower()]
    assert with_demens
    assert all(said in reasons for reasons in with_demens)
    assert all(not reasons for _, reasons in told(without="field_words"))


def test_without_the_municipality_nobody_asks(client: TestClient) -> None:
    assert ask(client, "nattilsyn for Loppa").results[0].matched is not None
    for hit in ask(client, "nattilsyn for Loppa", without="municipality").results:
        assert hit.matched is None or hit.matched.asker_population is None
        assert {reason.kind for reason in hit.why} == {"text"}


def test_the_callers_own_municipality_is_not_taken_away_with_the_questions(client: TestClient) -> None:
    query = ask(client, "nattilsyn for Loppa", municipality="1804", without="municipality").query
    assert query.municipality is not None
    assert (query.municipality.name, query.municipality_from) == ("Bodø", "parameter")
    assert "municipality" not in query.parts


def test_the_callers_filters_go_before_the_questions_wishes(client: TestClient) -> None:
    query = ask(client, FULL, status="pilot", county="Troms", population_max="9000").query
    assert query.status_wish is None
    assert query.status == ["pilot"]
    assert [each.name for each in query.counties] == ["Troms"]
    assert query.population_max == 9000
    assert query.parts == ["municipality", "size", "year"]


def test_a_bound_in_the_question_is_let_go_of_with_the_size(client: TestClient) -> None:
    question = "nattilsyn i kommuner under 2 000 innbyggere"
    assert ask(client, question).query.population_max == 2000
    free = ask(client, question, without="size")
    assert free.query.population_max is None
    assert any(hit.matched and hit.matched.municipality.population > 2000 for hit in free.results)


def test_several_parts_can_be_taken_away_and_what_is_not_there_is_passed_over(client: TestClient) -> None:
    query = ask(client, FULL, without=["year", "status", "region", "year"]).query
    assert query.left_out == ["status", "year"]


def test_a_part_there_is_no_such_thing_as_is_a_clear_problem(client: TestClient) -> None:
    response = client.get("/v1/solutions", params={"q": "vann", "without": "kommune"})
    assert response.status_code == 422
    assert "Lovlige verdier" in response.json()["detail"]
    assert response.json()["errors"][0]["parameter"] == "without"


def test_a_wish_hides_nothing(client: TestClient) -> None:
    plain = {hit.id for hit in ask(client, "digitalt tilsyn om natta", limit="5").results}
    wished = {hit.id for hit in ask(client, "digitalt tilsyn om natta som er planlagt", limit="20").results}
    assert plain <= wished
