"""How documents and webinars read as text to be matched."""

from kunnskapsbase.document import Document, DocumentKind, DocumentPassage
from kunnskapsbase.document_text import document_of, matched_passages, webinar_document
from kunnskapsbase.solution import Webinar

WEBINAR = Webinar.model_validate(
    {
        "id": "vann-2021",
        "tittel": "Vann og avløp",
        "arrangor": "Norsk Vann",
        "url": "https://eksempel.no/vann",
        "opptak_url": "https://www.youtube.com/watch?v=abc",
        "tema": ["vann", "lekkasje"],
        "program": [
            {"innslag": "Hvordan vi fant lekkasjene", "aktor": "Bømlo kommune"},
            {"innslag": "Spørsmål til dem som har gjort det"},
        ],
    }
)


def test_a_webinar_is_a_document_of_its_programme_and_themes() -> None:
    document = webinar_document(WEBINAR)
    assert document.kind is DocumentKind.WEBINAR
    assert (document.title, document.publisher) == ("Vann og avløp", "Norsk Vann")
    assert document.url == "https://www.youtube.com/watch?v=abc"
    (passage,) = document.passages
    assert passage.text == (
        "Hvordan vi fant lekkasjene (Bømlo kommune) · Spørsmål til dem som har gjort det\nTema: vann, lekkasje."
    )
    assert passage.language == "nb"


def test_a_webinar_without_programme_and_themes_is_found_by_its_title() -> None:
    document = webinar_document(WEBINAR.model_copy(update={"programme": (), "themes": ()}))
    assert [passage.text for passage in document.passages] == ["Vann og avløp"]
    assert len(list(matched_passages(document))) == 1


def test_both_kinds_of_records_are_read() -> None:
    document = webinar_document(WEBINAR)
    assert document_of("webinar", WEBINAR.model_dump_json(by_alias=True)) == document
    assert document_of("dokument", document.model_dump_json()) == document


def _document(*texts: str) -> Document:
    passages = tuple(
        DocumentPassage(number=number, text=text, headings=("Sammendrag", "Vann")) for number, text in enumerate(texts)
    )
    return Document(id="rapport", kind=DocumentKind.REPORT, title="Vann", passages=passages)


def test_title_and_headings_go_before_the_text_each_once() -> None:
    (matched,) = matched_passages(_document("Lekkasjene ble funnet med lyd."))
    assert matched.text == "Vann\nSammendrag\nLekkasjene ble funnet med lyd."


def test_what_says_next_to_nothing_is_not_matched_but_keeps_its_number() -> None:
    matched = list(matched_passages(_document("Ja, takk.", "Lekkasjene ble funnet med lyd.", "Spørsmål?")))
    assert [each.number for each in matched] == [1]


def test_a_passage_keeps_its_id_from_build_to_build_and_shares_it_with_no_other() -> None:
    document = _document("Lekkasjene ble funnet med lyd.", "Rørene ble skiftet ut året etter.")
    ids = [each.id for each in matched_passages(document)]
    assert len(set(ids)) == 2
    assert ids == [each.id for each in matched_passages(document)]
    other = document.model_copy(update={"id": "annen"})
    assert not set(ids) & {each.id for each in matched_passages(other)}
