"""T13: list items under whatever bullet, and the sentence that leads in to them."""

import pytest

from ingest.blocks import BlockKind
from ingest.splitting import Sizes, split
from tests.ingest.cleaning.making import DIFI, FULL, INNST, KS, LETTER, TELEMARK, Report, clean, texts

LEAD_IN = "Kartleggingen omfattet følgende virkemidler:"


@pytest.mark.parametrize("bullet", ["\uf0b7 ", "\uf0a7", "• ", "– ", "- ", "* ", "▪ ", "1. ", "1) ", "a. "])
def test_a_line_under_a_bullet_is_a_list_item(bullet: str) -> None:
    second = bullet.replace("1", "2").replace("a", "b")
    page = (
        f"{LEAD_IN}\n{bullet}Klimasats og Digifin\n{second}Forkommune, som\ngår over to linjer\n"
        "Resultatene viser at det går bra."
    )
    cleaned = clean(page)
    items = texts(cleaned, BlockKind.LIST_ITEM)
    numbered = bullet[0] in "1a"
    assert items[0] == (f"{bullet}Klimasats og Digifin" if numbered else "Klimasats og Digifin")
    assert items[1].endswith("Forkommune, som går over to linjer")
    assert texts(cleaned, BlockKind.PARAGRAPH) == [LEAD_IN, "Resultatene viser at det går bra."]


def test_the_lead_in_goes_with_each_passage_of_the_list_once() -> None:
    items = "\n".join(f"• {FULL}, punkt {number}" for number in range(5))
    cleaned = clean(f"{FULL} og mer. {LEAD_IN}\n{items}")
    passages = split(cleaned.blocks, sizes=Sizes(floor=60, ceiling=300))
    assert len(passages) > 2
    assert [passage.text.count(LEAD_IN) for passage in passages] == [1] * len(passages)
    assert all(passage.text.startswith(LEAD_IN) for passage in passages[1:])


def test_a_bare_o_is_a_bullet_on_the_second_level_of_a_list_alone() -> None:
    items = texts(
        clean("Støtte gis slik:\n\uf0b7 Forskning\no for å styrke systemene\no regional utvikling"), BlockKind.LIST_ITEM
    )
    assert items == ["Forskning", "for å styrke systemene", "regional utvikling"]
    assert texts(clean("De sa\no store min og lo av det."), BlockKind.LIST_ITEM) == []


def test_a_dash_in_the_middle_of_a_sentence_begins_no_item() -> None:
    page = f"{FULL} i kommunene\n– med andre ord ligger forbedringen i kvaliteten av det som gjøres."
    assert texts(clean(page), BlockKind.LIST_ITEM) == []


def test_numbers_that_do_not_count_are_no_list() -> None:
    assert texts(clean("Møtet var\n5. november\ni 2020, og der ble alle enige om saken."), BlockKind.LIST_ITEM) == []


@pytest.mark.parametrize(
    ("name", "fewest", "item"),
    [
        (DIFI, 156, "en oversikt over ansvars-, arbeids- og oppgavefordelingen på innovasjonsområdet"),
        (TELEMARK, 95, "Forvaltere av ordninger"),
        (INNST, 50, "Politikere og offentlige myndigheter må gi handlingsrom og insentiver til å innovere."),
        (LETTER, 3, "Offentlige virksomheter må søke nye former for samarbeid."),
        (KS, 13, "Fjerne hindringer i lov og regelverk som står i veien for gode digitaliseringsinitiativ"),
    ],
)
def test_the_items_of_the_reports_are_items(report: Report, name: str, fewest: int, item: str) -> None:
    items = texts(report(name), BlockKind.LIST_ITEM)
    assert len(items) >= fewest
    assert item in items
    assert not [text for text in texts(report(name)) if "\uf0b7" in text and "\n" not in text]


def test_the_second_level_of_the_difi_report_has_lost_its_o(report: Report) -> None:
    items = texts(report(DIFI), BlockKind.LIST_ITEM)
    assert any(text.startswith("for å bl.a. styrke de regionale innovasjonssystemene") for text in items)
    assert any(text.startswith("til forsknings- og innovasjonssamarbeid om urbane spørsmål") for text in items)


def test_an_item_that_begins_one_page_after_its_lead_in_still_has_it(report: Report) -> None:
    passages = split(report(DIFI).blocks, sizes=Sizes(floor=60, ceiling=300))
    found = next(passage for passage in passages if "– Erfaringsdeling mellom virksomheter" in passage.text)
    assert found.text.startswith("Vi merker oss at det særlig påpekes behov for:\n– ")
