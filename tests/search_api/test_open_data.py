"""The dataset for others: linked data that parses, what the profile demands, and rows that say what the corpus says."""

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Solution
from search_api.app import create_app
from search_api.open_data.catalogue import catalogue
from search_api.open_data.rows import DatasetRow, dataset_row
from search_api.open_data.solution_document import solution_document
from search_api.service import SearchService
from search_api.wording import wording
from tests.support.told import changed, corpus_solutions

# rdflib's own JSON-LD reader makes use of what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = "https://losfor.eksempel.no"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SCHEMA = Namespace("https://schema.org/")
PUBLISHED = Settings(publisher="Eksempel fylke", publisher_number="999999999", publisher_contact="data@eksempel.no")
# The profile's mandatory properties, by class (DCAT-AP-NO 3).
MANDATORY = {
    DCAT.Catalog: (DCT.title, DCT.description, DCT.publisher, DCAT.contactPoint),
    DCAT.Dataset: (DCT.title, DCT.description, DCT.publisher, DCAT.contactPoint, DCAT.theme),
    DCAT.DataService: (DCT.title, DCT.publisher, DCAT.contactPoint, DCAT.endpointURL),
    DCAT.Distribution: (DCAT.accessURL,),
    FOAF.Agent: (FOAF.name,),
    VCARD.Organization: (VCARD.fn,),
    DCT.PeriodOfTime: (DCAT.startDate,),
}


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


def graph(document: object) -> Graph:
    return Graph().parse(data=json.dumps(document), format="json-ld")


def described(settings: Settings, solutions: list[Solution] | None = None) -> Graph:
    those = [each.solution for each in corpus_solutions()] if solutions is None else solutions
    return graph(catalogue(those, "2026-11-29T12:00:00+00:00", BASE, settings))


def name_of(term: URIRef) -> str:
    return re.split(r"[/#]", term)[-1]


def missing(found: Graph) -> set[tuple[str, str]]:
    return {
        (name_of(kind), name_of(wanted))
        for kind, properties in MANDATORY.items()
        for subject in found.subjects(RDF.type, kind)
        for wanted in properties
        if (subject, wanted, None) not in found
    }


def test_the_description_has_everything_that_the_profile_demands() -> None:
    found = described(PUBLISHED)
    for kind in MANDATORY:
        assert list(found.subjects(RDF.type, kind)), kind
    assert missing(found) == set()
    for subject in found.subjects(RDF.type, VCARD.Organization):
        assert found.value(subject, VCARD.hasEmail) == URIRef("mailto:data@eksempel.no")


def test_what_the_profile_wants_as_an_address_or_a_text_in_a_language_is_one() -> None:
    found = described(PUBLISHED)
    for wanted in (DCAT.theme, DCAT.accessURL, DCAT.downloadURL, DCAT.dataset, DCT.license, DCT.language, DCT.spatial):
        values = list(found.objects(None, wanted))
        assert values, wanted
        assert all(isinstance(value, URIRef) for value in values), wanted
    for wanted in (DCT.title, DCT.description, DCAT.keyword):
        for subject in found.subjects(wanted, None):
            languages = {value.language for value in found.objects(subject, wanted) if isinstance(value, Literal)}
            assert languages == {"nb", "nn"}, wanted
    for subject in found.subjects(RDF.type, DCAT.Dataset):
        assert len(list(found.objects(subject, DCT.publisher))) == 1
        assert len(list(found.objects(subject, DCT.modified))) == 1


def test_publisher_and_contact_are_left_out_and_not_made_up_where_nobody_has_said_them() -> None:
    found = described(Settings())
    classes = {"Catalog", "Dataset", "DataService"}
    assert missing(found) == {(each, wanted) for each in classes for wanted in ("publisher", "contactPoint")}


def test_a_page_will_do_as_contact() -> None:
    found = described(Settings(publisher="Eksempel fylke", publisher_contact="https://eksempel.no/kontakt"))
    (page,) = set(found.objects(None, VCARD.hasURL))
    assert page == URIRef("https://eksempel.no/kontakt")


def test_an_empty_collection_is_described_without_years() -> None:
    found = described(PUBLISHED, [])
    assert not list(found.subjects(RDF.type, DCT.PeriodOfTime))
    assert list(found.subjects(RDF.type, DCAT.Dataset))


def test_every_solution_of_the_corpus_is_linked_data_that_parses() -> None:
    for shelved in corpus_solutions()[::20]:
        found = graph(solution_document(shelved, BASE, PUBLISHED, wording("nb")))
        subject = URIRef(f"{BASE}/v1/solutions/{shelved.solution.id}")
        assert (subject, RDF.type, SCHEMA.CreativeWork) in found
        assert found.value(subject, SCHEMA.name) == Literal(shelved.solution.title)
        assert found.value(subject, SCHEMA.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
        assert found.value(subject, SCHEMA.isBasedOn) == URIRef(shelved.solution.source.url)
        (action,) = found.subjects(RDF.type, SCHEMA.Action)
        agents = {str(found.value(each, SCHEMA.name)) for each in found.objects(action, SCHEMA.agent)}
        assert agents == {each.name for each in shelved.solution.participants if each.role.value == "initiativtaker"}


def test_a_stopped_solution_is_not_called_failed() -> None:
    stopped = changed(corpus_solutions()[0], status="stoppet")
    assert "actionStatus" not in solution_document(stopped, BASE, PUBLISHED, wording("nb"))["about"]


@pytest.mark.parametrize(
    ("parameters", "accept", "kind"),
    [
        ({}, "*/*", "application/json"),
        ({}, "application/ld+json", "application/ld+json"),
        ({"format": "jsonld"}, "*/*", "application/ld+json"),
        ({"format": "json"}, "application/ld+json", "application/json"),
    ],
)
def test_a_solution_is_given_as_it_is_asked_for(
    client: TestClient, parameters: dict[str, str], accept: str, kind: str
) -> None:
    response = client.get("/v1/solutions/bodo-digitalt-tilsyn", params=parameters, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == kind
    assert "Accept," in response.headers["vary"]


def test_the_address_of_the_house_is_the_settings_when_they_say_one(
    service: SearchService, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/v1/solutions/bodo-digitalt-tilsyn"
    assert client.get(path, params={"format": "jsonld"}).json()["@id"] == f"http://testserver{path}"
    monkeypatch.setattr(service, "settings", service.settings.model_copy(update={"public_url": f"{BASE}/"}))
    assert client.get(path, params={"format": "jsonld"}).json()["@id"] == BASE + path


def test_the_description_is_served_and_its_distributions_answer(client: TestClient) -> None:
    response = client.get("/v1/dataset")
    assert response.headers["content-type"] == "application/ld+json"
    found = Graph().parse(data=response.text, format="json-ld")
    addresses = {str(address) for address in found.objects(None, DCAT.downloadURL)}
    assert len(addresses) == 2
    for address in addresses:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_the_sheet_has_every_solution_with_its_source_and_its_level(client: TestClient) -> None:
    response = client.get("/v1/dataset/solutions", params={"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert len(rows) == len(corpus_solutions())
    assert set(rows[0]) == set(DatasetRow.model_fields)
    (row,) = [each for each in rows if each["id"] == "bodo-digitalt-tilsyn"]
    assert row["municipalities"] == "1804"
    assert row["verification"] == "lest"
    assert row["source_url"] == "https://www.atea.dk/blog/norske-erfaringer-med-digital-tilsyn/"


def test_who_checked_it_is_told_by_role_in_the_rows_and_the_linked_data() -> None:
    checked = {"level": "bekreftet", "by": "kommune", "date": "2026-05-04"}
    confirmed = changed(corpus_solutions()[0], verification=checked)
    row = dataset_row(confirmed.solution)
    assert (row.verification, row.verified_by, row.verified) == ("bekreftet", "kommune", "2026-05-04")
    found = graph(solution_document(confirmed, BASE, PUBLISHED, wording("nb")))
    (review,) = found.subjects(RDF.type, SCHEMA.Review)
    assert found.value(review, SCHEMA.reviewBody) == Literal("bekreftet av kommunen")
    assert found.value(review, SCHEMA.datePublished) == Literal("2026-05-04")
    author = found.value(review, SCHEMA.author)
    assert found.value(author, SCHEMA.identifier) == Literal("kommune")


def test_who_checked_it_is_left_out_where_nobody_has_said_so() -> None:
    unsaid = changed(corpus_solutions()[0], verification={"level": "kontrollert", "date": "2026-05-04"})
    assert dataset_row(unsaid.solution).verified_by is None
    found = graph(solution_document(unsaid, BASE, PUBLISHED, wording("nb")))
    assert not list(found.subjects(RDF.type, SCHEMA.Review))


def test_the_rows_can_be_paged_through_and_sorted(client: TestClient) -> None:
    seen: list[str] = []
    address: str | None = "/v1/dataset/solutions?limit=100&sort=-id"
    while address:
        page = client.get(address).json()
        seen += [each["id"] for each in page["results"]]
        address = page["next"]
    assert len(seen) == page["total"] == len(corpus_solutions())
    assert seen == sorted(seen, reverse=True)
