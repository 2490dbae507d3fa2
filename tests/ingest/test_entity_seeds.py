"""The networks and schemes of the corpus invent nothing: every source is one we have, every funding text is settled."""

import re

import pytest

from ingest.experience_file import read_experience
from ingest.network_file import read_network
from ingest.report_catalogue import load_reports
from ingest.scheme_file import read_scheme
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import Network, NetworkKind, Networks
from kunnskapsbase.scheme import Scheme, Schemes, SchemeStatus
from kunnskapsbase.solution import Solution
from tests.ingest.conftest import CORPUS


@pytest.fixture(scope="module")
def networks(register: MunicipalityRegister) -> list[Network]:
    files = (path for path in (CORPUS / "nettverk").glob("*.md") if path.name != "README.md")
    return [read_network(path, register) for path in sorted(files)]


@pytest.fixture(scope="module")
def schemes() -> list[Scheme]:
    files = (path for path in (CORPUS / "ordninger").glob("*.md") if path.name != "README.md")
    return [read_scheme(path) for path in sorted(files)]


@pytest.fixture(scope="module")
def solutions(register: MunicipalityRegister) -> list[Solution]:
    return [read_experience(path, register) for path in sorted((CORPUS / "erfaringer").glob("*.md"))]


def test_a_municipality_is_in_the_regional_councils_that_the_register_names(
    networks: list[Network], register: MunicipalityRegister
) -> None:
    found = Networks(networks, register)
    for municipality in register:
        councils = {
            each.name
            for each in found.of(municipality.kommunenummer, 2026)
            if each.kind is NetworkKind.REGIONAL_COUNCIL
        }
        assert councils == set(municipality.regional_councils), municipality.name


def test_every_source_of_what_is_written_by_hand_is_a_report_or_an_experience_we_have(
    networks: list[Network], schemes: list[Scheme], solutions: list[Solution]
) -> None:
    reports = {(each.title, each.publisher, each.address) for each in load_reports(CORPUS)}
    told = {(each.source.title, each.source.publisher, each.source.url) for each in solutions}
    by_hand = [each for each in networks if each.kind is not NetworkKind.REGIONAL_COUNCIL]
    assert len(by_hand) >= 22
    sources = [(each.id, source) for each in by_hand for source in each.sources]
    sources += [(each.id, source) for each in schemes for source in each.sources]
    for entity, source in sources:
        assert (source.title, source.publisher, source.url) in reports | told, entity


def test_no_scheme_claims_to_be_open_when_nobody_has_asked_its_manager(schemes: list[Scheme]) -> None:
    for scheme in schemes:
        assert scheme.status is not SchemeStatus.ACTIVE or scheme.checked, scheme.id
        assert scheme.deadline is None or scheme.checked, scheme.id


def test_no_two_schemes_answer_to_the_same_name(schemes: list[Scheme]) -> None:
    names = [name.casefold() for scheme in schemes for name in scheme.names]
    assert sorted(names) == sorted(set(names))


def test_every_funding_text_is_linked_to_a_scheme_or_listed_with_the_reason_why_not(
    schemes: list[Scheme], solutions: list[Solution]
) -> None:
    page = (CORPUS / "ordninger" / "README.md").read_text(encoding="utf-8")
    settled = set(re.findall(r"^\| (.+?) \| .+ \|$", page, re.MULTILINE))
    found = Schemes(schemes)
    texts = {each.funding.scheme for each in solutions if each.funding and each.funding.scheme}
    linked = {text for text in texts if found.financing(text)}
    assert len(linked) >= 57
    assert texts - linked <= settled
    assert not linked & settled
