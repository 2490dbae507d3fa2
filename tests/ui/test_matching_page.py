"""The page «Koble»: everybody in a county with somebody to ask."""

import pytest

from tests.ui.conftest import OpenPage, words_on
from ui.api_client import ApiClient
from ui.match.board import board_html
from ui.match.page import COUNTY, THEME
from ui.match.wanted import Wanted
from ui.texts import load_texts

FINNMARK = Wanted("Finnmark", "digitalt tilsyn")


class _Address(dict[str, list[str]]):
    def get_all(self, key: str) -> list[str]:
        return self.get(key, [])


@pytest.mark.parametrize("wanted", [Wanted(), FINNMARK, Wanted("Troms", "vann & avløp?", 3)])
def test_what_is_wanted_comes_back_out_of_its_address(wanted: Wanted) -> None:
    address = _Address({key: [value] for key, value in wanted.to_address().items()})
    assert Wanted.from_address(address) == wanted


@pytest.mark.parametrize("said", ["0", "99", "-1", "²", "x"])
def test_a_number_that_makes_no_sense_becomes_one_that_does(said: str) -> None:
    assert 1 <= Wanted.from_address(_Address({"hver": [said]})).each <= 3


def test_every_municipality_of_the_county_has_a_row_with_somebody_and_why(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="match")
    page.selectbox(COUNTY).set_value("Finnmark")
    page.text_input(THEME).set_value("digitalt tilsyn")
    page.button("vis-tavle").click().run()
    assert page.query_params == {"fylke": "Finnmark", "tema": "digitalt tilsyn"}
    words = words_on(page)
    for name in ("Loppa", "Alta", "Vardø"):
        assert name in words
    assert "18 kommuner spør" in words
    assert "ikke spurt ennå" in words
    page.button("lag-ark").click().run()
    assert page.download_button("hent-ark").label == "Last ned regnearket"


def test_the_sheet_is_a_workbook_and_nothing_in_the_board_is_markup(api: str) -> None:
    with ApiClient(api) as client:
        assert client.board_sheet(FINNMARK.to_parameters(), "nn").startswith(b"PK")
        board = client.board(FINNMARK.to_parameters(), "nb")
    evil = "<img src=x onerror=x()>"
    row = board.results[0]
    hostile = row.model_copy(update={"asker": row.asker.model_copy(update={"name": evil})})
    lonely = row.model_copy(update={"match": None})
    shown = board_html(board.model_copy(update={"results": [hostile, lonely], "area": evil}), load_texts("nb"))
    assert "<img" not in shown
    assert "Ingen igjen å spørre" in shown


def test_an_unknown_county_is_told_in_words(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="match", fylke="Tull", tema="vann")
    assert "Tull" in page.warning[0].value
    assert not page.exception
