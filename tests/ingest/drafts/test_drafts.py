"""From a document to drafts to files: found where something is told, not where a place is only named."""

from pathlib import Path

import pytest

from ingest.drafts import drafts
from ingest.drafts.writing import draft_text, write_drafts
from ingest.experience_file import read_experience
from ingest.problems import FileRejectedError
from kunnskapsbase.document import Document, DocumentKind, DocumentPassage, Spot
from kunnskapsbase.municipalities import MunicipalityRegister, load_register
from kunnskapsbase.settings import ROOT

SENJA, ASKER, LOPPA = "5530", "3203", "5614"


@pytest.fixture(scope="module")
def register() -> MunicipalityRegister:
    return load_register(ROOT / "corpus" / "kommuner")


def passage(
    number: int, text: str, *kommunenummer: str, heading: str = "Erfaringer", **more: object
) -> DocumentPassage:
    values = {"number": number, "text": text, "spot": Spot(page=number + 1), "headings": ("Rapport", heading)}
    return DocumentPassage.model_validate({**values, "kommunenummer": kommunenummer, "language": "nb", **more})


def document(*passages: DocumentPassage) -> Document:
    return Document(
        id="rapport",
        kind=DocumentKind.REPORT,
        title="Rapport",
        url="https://a.no/r.pdf",
        language="nb",
        passages=passages,
    )


STORY = passage(
    3,
    "Hjemmetjenesten hadde for få ansatte om natta. Senja kommune innførte digitalt tilsyn i 2019. "
    "Det reduserte kjøringen med 30 prosent. Spør prosjektlederen for velferdsteknologi.",
    SENJA,
    heading="Digitalt tilsyn i Senja",
)


def test_a_story_becomes_a_draft_with_each_part_and_its_spot(register: MunicipalityRegister) -> None:
    (draft,) = drafts(document(STORY), register)
    assert draft.kommunenummer == (SENJA,)
    assert [quote.text for quote in draft.challenge] == ["Hjemmetjenesten hadde for få ansatte om natta."]
    assert [quote.text for quote in draft.approach] == ["Senja kommune innførte digitalt tilsyn i 2019."]
    assert [(gain.number, gain.unit) for gain in draft.gains] == [(30, "prosent")]
    assert draft.approach[0].url == "https://a.no/r.pdf#page=4"
    assert draft.contacts == ("prosjektlederen (velferdsteknologi)",)
    assert draft.confidence == "høy"


def test_a_place_that_is_only_named_is_no_draft(register: MunicipalityRegister) -> None:
    assert drafts(document(passage(0, "Møtet ble holdt i Asker. Det var mange der.", ASKER)), register) == []


def test_a_list_of_many_municipalities_is_nobodys_story(register: MunicipalityRegister) -> None:
    many = tuple(each.kommunenummer for each in register)[:20]
    assert drafts(document(passage(0, "Alle disse innførte ordningen.", *many)), register) == []


def test_two_municipalities_after_each_other_become_two_drafts(register: MunicipalityRegister) -> None:
    found = drafts(
        document(
            passage(0, "Asker etablerte et innbyggertorg.", ASKER),
            passage(1, "Det ble raskere saksbehandling av det.", heading="Erfaringer"),
            passage(2, "Loppa startet en egen ordning.", LOPPA),
        ),
        register,
    )
    assert sorted((draft.kommunenummer, draft.passages) for draft in found) == [((ASKER,), (0, 1)), ((LOPPA,), (2,))]


def test_what_stands_in_a_flattened_table_is_not_trusted(register: MunicipalityRegister) -> None:
    doubtful = STORY.model_copy(update={"trusted": False})
    (draft,) = drafts(document(doubtful), register)
    assert draft.confidence != "høy"
    assert any("tabell" in reason for reason in draft.reasons)


def test_a_draft_cannot_be_taken_in_before_a_person_has_filled_it_in(
    register: MunicipalityRegister, tmp_path: Path
) -> None:
    source = document(STORY)
    (place,) = write_drafts(drafts(source, register), source, register, tmp_path)
    with pytest.raises(FileRejectedError, match="FYLL INN"):
        read_experience(place, register)
    text = place.read_text(encoding="utf-8")
    assert "«Det reduserte kjøringen med 30 prosent.» (s. 4)" in text
    assert "kommunenummer: ['5530']" in text


def test_a_filled_in_draft_is_an_experience(register: MunicipalityRegister, tmp_path: Path) -> None:
    source = document(STORY).model_copy(update={"publisher": "Utgiver"})
    (draft,) = drafts(source, register)
    text = draft_text(draft, source, register)
    for field, value in {
        "id: ": "tilsyn",
        "tittel: ": "Senja fører tilsyn digitalt",
        "sektor: ": "helse-omsorg",
        "- ": "velferdsteknologi",
        "innovasjonstype: ": "tjeneste",
        "status: ": "drift",
        "rolle: ": "initiativtaker",
        "\n": "Tilsynet er digitalt.",
    }.items():
        text = text.replace(f"{field}FYLL INN", f"{field}{value}")
    place = tmp_path / "tilsyn.md"
    place.write_text(text, encoding="utf-8")
    solution = read_experience(place, register)
    assert solution.participants[0].kommunenummer == (SENJA,)
    assert "Kilden sier" not in solution.challenge


def test_a_draft_somebody_has_begun_on_is_left(register: MunicipalityRegister, tmp_path: Path) -> None:
    source = document(STORY)
    found = drafts(source, register)
    (place,) = write_drafts(found, source, register, tmp_path)
    place.write_text("min tekst", encoding="utf-8")
    assert write_drafts(found, source, register, tmp_path) == []
    assert place.read_text(encoding="utf-8") == "min tekst"
