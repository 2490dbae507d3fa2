"""Networks and schemes over HTTP: lists of one style, members over time, and what was solved there or paid for."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ingest.pipeline import add
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.settings import ROOT, Settings
from search_api.app import create_app
from search_api.parameters import SolutionParameters
from search_api.service import SearchService
from tests.support.tiny_model import make_tiny_model


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


def read(client: TestClient, path: str, **parameters: object) -> dict[str, Any]:
    answer = client.get(path, params=parameters)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


def names(listed: dict[str, Any]) -> list[str]:
    return [each["name"] for each in listed["results"]]


def test_all_networks_are_listed_a_page_at_a_time_by_name(client: TestClient) -> None:
    first = read(client, "/v1/networks")
    assert first["total"] >= 71
    assert len(first["results"]) == 50
    second = client.get(first["next"]).json()
    whole = names(first) + names(second)
    assert len(set(whole)) == first["total"]
    assert whole[0] == "Asker og Bærum regionråd"
    # In Norwegian the last of them begins with Ø.
    assert whole[-1].startswith("Øst")


def test_a_municipality_has_its_regional_council_and_what_it_meets_in_across_counties(client: TestClient) -> None:
    found = read(client, "/v1/networks", municipality="Bodø")
    assert names(found) == ["DigiNordland", "Klimanettverk Nord-Norge", "Salten Regionråd"]
    crossing = {each["name"]: (each["crosses_counties"], each["counties"]) for each in found["results"]}
    assert crossing["Klimanettverk Nord-Norge"] == (True, ["Nordland", "Troms", "Finnmark"])
    assert crossing["Salten Regionråd"] == (False, ["Nordland"])
    assert read(client, "/v1/municipalities/1804")["networks"] == [
        {key: each[key] for key in ("id", "name", "kind", "kind_words")} for each in found["results"]
    ]


def test_networks_are_found_by_county_kind_and_words(client: TestClient) -> None:
    climate = read(client, "/v1/networks", county="Finnmark", kind="klimanettverk")
    assert names(climate) == ["Klimanettverk Nord-Norge"]
    digital = read(client, "/v1/networks", kind="digitaliseringsnettverk", q="k-ikt")
    assert names(digital) == ["Kongsbergregionen IKT"]
    assert read(client, "/v1/networks", q="finnes slett ikke") == {"results": [], "total": 0, "next": None}


def test_membership_is_of_the_year_asked_for(client: TestClient) -> None:
    helgeland = "helgelandsradet-helgeland-ipr"
    then = read(client, f"/v1/networks/{helgeland}", year=2022)
    now = read(client, f"/v1/networks/{helgeland}")
    left = [each for each in now["memberships"] if each["municipality"]["name"] == "Træna"]
    assert [(each["until"], each["current"]) for each in left] == [(2023, False)]
    assert then["members"] == now["members"] + 1
    assert helgeland in [each["id"] for each in read(client, "/v1/networks", municipality="1835", year=2022)["results"]]
    assert names(read(client, "/v1/networks", municipality="1835", kind="regionråd")) == [
        "Polarsirkelrådet (Indre Helgeland IPR)"
    ]


def test_a_network_tells_its_members_its_source_and_what_they_have_solved(
    client: TestClient, service: SearchService
) -> None:
    found = read(client, "/v1/networks/klimanettverk-nord-norge")
    assert [each["municipality"]["name"] for each in found["memberships"]] == [
        "Alta", "Bodø", "Harstad", "Narvik", "Rana", "Tromsø",
    ]  # fmt: skip
    assert found["certainty_words"] == "medlemmene er fra en eldre kilde"
    assert found["sources"][0]["publisher"] == "Miljødirektoratet"
    numbers = {each["municipality"]["kommunenummer"] for each in found["memberships"]}
    theirs = {
        each.solution.id
        for each in service.solutions()
        if numbers & {number for participant in each.solution.participants for number in participant.kommunenummer}
    }
    assert {each["id"] for each in found["solutions"]} == theirs
    assert "klimanettverk-nord-norge" in theirs


def test_a_scheme_tells_what_it_financed_and_the_solution_tells_the_scheme(client: TestClient) -> None:
    found = read(client, "/v1/schemes/klimasats")
    assert (found["manager"], found["status"], found["expired"], found["deadline"]) == (
        "Miljødirektoratet", "ukjent", False, None,
    )  # fmt: skip
    assert found["solutions"] == len(found["financed"]) >= 57
    one = found["financed"][0]
    detail = read(client, f"/v1/solutions/{one['id']}")
    assert [each["id"] for each in detail["schemes"]] == ["klimasats"]
    assert detail["title"] == one["title"]


def test_a_solution_tells_the_networks_of_those_who_lead_it(client: TestClient) -> None:
    detail = read(client, "/v1/solutions/klimanettverk-nord-norge")
    # Alta started it; the others were partners.
    assert [each["name"] for each in detail["networks"]] == ["Klimanettverk Nord-Norge", "Vest-Finnmark Rådet"]


def test_a_hit_tells_the_network_that_the_asker_shares_with_whoever_solved_it(client: TestClient) -> None:
    question = {"q": "klimanettverk mellom byer på tvers av fylker", "municipality": "1804"}
    hit = next(
        each
        for each in read(client, "/v1/solutions", **question)["results"]
        if each["id"] == "klimanettverk-nord-norge"
    )
    assert hit["matched"]["municipality"]["name"] == "Alta"
    told = [each["text"] for each in hit["why"] if each["kind"] == "network"]
    assert told == ["I samme nettverk som dere: Klimanettverk Nord-Norge"]


def test_no_network_is_told_to_who_shares_none_or_has_not_said_who_asks(client: TestClient) -> None:
    for asker in ({"municipality": "3420"}, {}):
        answer = read(client, "/v1/solutions", q="klimanettverk mellom byer på tvers av fylker", **asker)
        named = [each["text"] for hit in answer["results"] for each in hit["why"] if each["kind"] == "network"]
        assert "Klimanettverk Nord-Norge" not in " ".join(named)


def test_schemes_are_found_by_words_and_by_their_standing_today(client: TestClient) -> None:
    assert names(read(client, "/v1/schemes", q="husbanken startlån")) == ["Startlån"]
    expired = read(client, "/v1/schemes", status="utløpt")
    assert "SMARTRANS" in names(expired)
    assert all(each["expired"] and each["status_words"] == "utløpt" for each in expired["results"])
    unknown = read(client, "/v1/schemes", status=["ukjent", "aktiv"])
    assert expired["total"] + unknown["total"] == read(client, "/v1/schemes")["total"] >= 56
    most = read(client, "/v1/schemes", sort="-solutions", limit=1)
    assert names(most) == ["Klimasats"]


@pytest.mark.parametrize(("path", "total"), [("/v1/networks", 71), ("/v1/schemes", 56)])
def test_a_list_comes_as_a_sheet_too_and_not_twice_to_who_has_it(client: TestClient, path: str, total: int) -> None:
    sheet = client.get(path, params={"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(sheet.text)))
    assert len(rows) >= total
    assert all(row["id"] and row["name"] and row["sources"] for row in rows)
    again = client.get(path, params={"format": "csv"}, headers={"If-None-Match": sheet.headers["etag"]})
    assert again.status_code == 304


def test_the_words_are_in_the_readers_language(client: TestClient) -> None:
    nynorsk = {"Accept-Language": "nn"}
    network = client.get("/v1/networks/digirogaland", headers=nynorsk).json()
    scheme = client.get("/v1/schemes/smartrans", headers=nynorsk).json()
    assert network["certainty_words"] == "kjeldene er usamde om medlemene, eller lista er ikkje heil"
    assert scheme["status_words"] == "utgått"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/v1/networks/finnes-ikke", 404, "Det finnes ikke noe nettverk med id «finnes-ikke»"),
        ("/v1/schemes/finnes-ikke", 404, "Det finnes ingen ordning med id «finnes-ikke»"),
        ("/v1/networks?municipality=9999", 422, "Ukjent kommunenummer «9999»"),
        ("/v1/networks?municipality=V%C3%A5ler", 422, "Flere kommuner heter «Våler»"),
        ("/v1/networks?county=Atlantis", 422, "Ukjent fylke «Atlantis»"),
        ("/v1/networks?kind=venner", 422, "«kind» har en ukjent verdi"),
        ("/v1/networks?year=1066", 422, "«year» skal være minst 1900"),
        ("/v1/networks/salten-regionrad?aar=2020", 422, "«aar» er ikke en parameter her"),
        ("/v1/networks?sort=farge", 422, "«sort» nevner et ukjent felt"),
        ("/v1/schemes?status=stengt", 422, "«status» har en ukjent verdi"),
    ],
)
def test_what_cannot_be_used_is_told_in_norwegian(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert said in answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_taken_in_meanwhile_is_seen_at_once(
    small_corpus: Callable[[int], Path], tmp_path: Path, register: MunicipalityRegister
) -> None:
    corpus = small_corpus(1)
    model = str(make_tiny_model(tmp_path / "model"))
    settings = Settings(corpus=corpus, data=tmp_path / "data", embedding_model=model)
    add(corpus, settings)
    service = SearchService(settings)
    entities = service.entities
    asked = SolutionParameters(q="nettverk", municipality="4601", passages=0).ask(register)
    try:
        assert service.find(asked)[0].read.asker.circles == ()
        assert (len(entities.networks()), len(entities.schemes())) == (0, 0)
        for name in ("nettverk/digivestland.md", "ordninger/enova.md"):
            (corpus / name).parent.mkdir()
            (corpus / name).write_bytes((ROOT / "corpus" / name).read_bytes())
        add(corpus, settings)
        assert [each.id for each in entities.networks().of("4601", 2026)] == ["digivestland"]
        assert [each.id for each in entities.schemes().financing("Enova")] == ["enova"]
        # Whoever asks is matched by it from then on.
        (circle,) = service.find(asked)[0].read.asker.circles
        assert (circle.name, "4639" in circle.members, "1103" in circle.members) == ("DigiVestland", True, False)
    finally:
        service.close()
