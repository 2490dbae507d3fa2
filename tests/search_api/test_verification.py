"""What a hit says of its verification, what its gains are said to be, and asking for only what is verified so far."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.experience_file import read_experience, write_experience
from ingest.pipeline import add
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Gain, GainType, Verification, VerificationLevel, Verifier
from search_api.app import create_app
from search_api.presenting import gain_evidence
from search_api.service import SearchService
from search_api.wire import Answer, SolutionHit
from search_api.wording import wording

_GAINS = (
    Gain(type=GainType.TIME, description="Spart tid", measured=True),
    Gain(type=GainType.QUALITY, description="Bedre tjeneste"),
)
_VERIFIED = (
    Verification(),
    Verification(level=VerificationLevel.CHECKED, by=Verifier.EDITOR, date="2026-01-02"),
    Verification(level=VerificationLevel.CONFIRMED, by=Verifier.MUNICIPALITY, date="2026-02-03"),
    Verification(level=VerificationLevel.EVALUATED, by=Verifier.RESEARCHER, date="2026-03-04"),
)


@pytest.fixture
def client(small_corpus: Callable[[int], Path], register: MunicipalityRegister, tmp_path: Path) -> Iterator[TestClient]:
    """An API over a solution of each level; each has a gain that says it was measured, and one that does not."""
    corpus = small_corpus(len(_VERIFIED))
    for file, verification in zip(sorted((corpus / "erfaringer").glob("*.md")), _VERIFIED, strict=True):
        solution = read_experience(file, register)
        write_experience(file, solution.model_copy(update={"verification": verification, "gains": _GAINS}))
    settings = Settings(corpus=corpus, data=tmp_path / "data")
    add([corpus], settings)
    service = SearchService(settings)
    yield TestClient(create_app(service))
    service.close()


def hits(client: TestClient, speaks: str = "nb", **parameters: list[str]) -> dict[str, SolutionHit]:
    """The hits by level; ``q`` names nothing, so that the filters alone decide."""
    query = {"q": "kommune", "limit": "50", **parameters}
    response = client.get("/v1/solutions", params=query, headers={"Accept-Language": speaks})
    assert response.status_code == 200, response.text
    answer = Answer.model_validate_json(response.text)
    assert answer.query.verification == parameters.get("verification", [])
    return {hit.verification.level: hit for hit in answer.results}


def test_a_level_can_be_asked_for_and_its_gains_are_never_called_more_than_they_are(client: TestClient) -> None:
    found = hits(client)
    assert found.keys() == {"lest", "kontrollert", "bekreftet", "evaluert"}
    assert hits(client, verification=["bekreftet"]).keys() == {"bekreftet"}
    assert hits(client, verification=["lest", "evaluert"]).keys() == {"lest", "evaluert"}
    said = {level: [gain.evidence for gain in hit.gains] for level, hit in found.items()}
    assert said == {
        "lest": ["oppgitt av kilden"] * 2,
        "kontrollert": ["oppgitt av kilden"] * 2,
        "bekreftet": ["oppgitt av kommunen"] * 2,
        "evaluert": ["målt i evalueringen", "oppgitt av kilden"],
    }
    told = {level: (hit.verification.by, hit.verification.words) for level, hit in found.items()}
    assert told == {
        "lest": (None, "lest fra kilden, ikke kontrollert"),
        "kontrollert": ("redaksjon", "kontrollert mot kilden av redaksjonen"),
        "bekreftet": ("kommune", "bekreftet av kommunen"),
        "evaluert": ("forsker", "evaluert av forskere"),
    }
    assert [found[level].verification.date for level in found] == [
        {each.level.value: each.date for each in _VERIFIED}[level] for level in found
    ]
    nynorsk = hits(client, "nn", verification=["evaluert"])["evaluert"]
    assert nynorsk.verification.words == "evaluert av forskarar"
    assert [gain.evidence for gain in nynorsk.gains] == ["målt i evalueringa", "oppgjeve av kjelda"]


@pytest.mark.parametrize("level", VerificationLevel)
def test_measured_is_said_only_of_what_an_evaluation_measured(level: VerificationLevel) -> None:
    measured, other = (gain_evidence(gain, level, wording("nb")) for gain in _GAINS)
    assert ("målt" in measured) == (level is VerificationLevel.EVALUATED)
    assert "målt" not in other
