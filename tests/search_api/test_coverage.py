"""How much there is of what, and where: counts that agree with the corpus, and outlines for maps."""

import json
from collections import Counter

import pytest
from fastapi.testclient import TestClient

from kunnskapsbase.index import Conditions
from kunnskapsbase.settings import ROOT
from search_api.app import create_app
from search_api.coverage import coverage_of
from search_api.folding import told_above
from search_api.service import SearchService
from search_api.wire_coverage import Count


@pytest.fixture
def client(service: SearchService) -> TestClient:
    """The API without its start and stop, which would close the service that other tests share."""
    return TestClient(create_app(service))


def _as_dict(counts: list[Count]) -> dict[str, int]:
    return {each.value: each.count for each in counts}


def test_without_filters_every_solution_is_counted_once_under_its_sector_and_status(service: SearchService) -> None:
    every = service.solutions()
    found = coverage_of(every, Conditions())
    assert found.total == len(every) == sum(_as_dict(found.sectors).values())
    assert _as_dict(found.statuses) == Counter(each.solution.status.value for each in every)
    assert _as_dict(found.languages) == Counter(each.solution.language for each in every)


def test_a_filter_narrows_the_other_lists_but_not_its_own(service: SearchService) -> None:
    every = service.solutions()
    wide = coverage_of(every, Conditions())
    narrow = coverage_of(every, Conditions(sectors=("energi",)))
    assert narrow.total == _as_dict(wide.sectors)["energi"]
    assert narrow.sectors == wide.sectors
    assert sum(_as_dict(narrow.statuses).values()) == narrow.total


def test_how_far_solutions_are_verified_is_counted_and_narrows(service: SearchService) -> None:
    every = service.solutions()
    expected = Counter(each.solution.verification.level.value for each in every)
    assert _as_dict(coverage_of(every, Conditions()).verifications) == expected
    narrow = coverage_of(every, Conditions(verifications=("kontrollert",)))
    assert narrow.total == expected["kontrollert"]
    assert _as_dict(narrow.verifications) == expected


def test_size_and_county_are_met_by_one_and_the_same_municipality(service: SearchService) -> None:
    every = service.solutions()
    both = Conditions(counties=("46",), population_max=3000)
    expected = [
        each
        for each in every
        if any(where.county_number == "46" and where.population <= 3000 for _, where in each.leading)
    ]
    assert coverage_of(every, both).total == len(expected) > 0


def test_the_counts_over_http_speak_the_filters_of_the_search(client: TestClient) -> None:
    found = client.get("/v1/coverage", params={"county": "Vestland", "sector": "helse-omsorg"}).json()
    assert 0 < found["total"] < 463
    assert {each["value"] for each in found["counties"]} > {"Vestland"}
    asked = client.get("/v1/coverage", params={"fylke": "Vestland"})
    assert asked.status_code == 422
    assert asked.json()["errors"][0]["parameter"] == "fylke"
    assert "Ukjent" in client.get("/v1/coverage", params={"county": "Tull"}).json()["detail"]


def test_the_outlines_have_every_municipality_once_with_a_point_in_norway(client: TestClient) -> None:
    answer = client.get("/v1/borders")
    assert "max-age" in answer.headers["Cache-Control"]
    shapes = answer.json()["objects"]["Kommuner"]["geometries"]
    numbers = {
        line.split(",")[0] for line in (ROOT / "corpus/kommuner/kommuner.csv").read_text("utf-8").splitlines()[1:]
    }
    assert {each["id"] for each in shapes} == numbers
    assert len(shapes) == len(numbers) == 357
    for each in shapes:
        assert 4 < each["properties"]["lon"] < 32
        assert 57 < each["properties"]["lat"] < 72


def test_the_outlines_are_small_enough_to_send(client: TestClient) -> None:
    assert len(json.dumps(client.get("/v1/borders").json(), separators=(",", ":"))) < 150_000


def test_two_accounts_of_one_thing_are_told_apart_from_two_of_one_subject(service: SearchService) -> None:
    every = {each.solution.id: each for each in service.solutions()}
    twice = ["bergen-sandsli-heltid", "bergen-sandsli-heltidssykehjem"]
    alike = ["haugesund-kommune-kari", "luster-kommune-kari"]
    assert told_above([every[each] for each in twice]) == {twice[1]: twice[0]}
    assert told_above([every[each] for each in alike]) == {}


def test_an_answer_says_which_hits_tell_the_same_as_one_above_them(client: TestClient) -> None:
    answer = client.get("/v1/solutions", params={"q": "heltid på Sandsli sykehjem i Bergen"}).json()
    ids = [each["id"] for each in answer["results"]]
    same = {each["id"]: each["same_as"] for each in answer["results"] if each["same_as"]}
    assert same
    for later, earlier in same.items():
        assert ids.index(earlier) < ids.index(later)
