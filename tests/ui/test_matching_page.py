"""The page «Koble»: everybody in a county or network with somebody to ask, and what advisers decide of it."""

import csv
import io

import pytest
from streamlit.testing.v1 import AppTest

from search_api.mentors.wire import MentorBoard
from tests.support.fading import fading
from tests.ui.conftest import OpenPage, words_on
from ui.api_client import ApiClient
from ui.match.adjusting import ACTION, KEY, note_key
from ui.match.board import board_html
from ui.match.decisions import decided, moved, notes_of, pairs_of
from ui.match.form import AREA, THEME
from ui.match.wanted import Wanted
from ui.texts import load_texts

FINNMARK = Wanted("Finnmark", "digitalt tilsyn")
ADJUSTED = Wanted("Finnmark", "velferdsteknologi")


class _Address(dict[str, list[str]]):
    def get_all(self, key: str) -> list[str]:
        return self.get(key, [])


@pytest.mark.parametrize(
    "wanted", [Wanted(), FINNMARK, Wanted("Troms", "vann & avløp?", 3), Wanted(theme="x", network="salten-regionrad")]
)
def test_what_is_wanted_comes_back_out_of_its_address(wanted: Wanted) -> None:
    address = _Address({key: [value] for key, value in wanted.to_address().items()})
    assert Wanted.from_address(address) == wanted


@pytest.mark.parametrize("said", ["0", "99", "-1", "²", "x"])
def test_a_number_that_makes_no_sense_becomes_one_that_does(said: str) -> None:
    assert 1 <= Wanted.from_address(_Address({"hver": [said]})).each <= 3


def test_every_municipality_of_the_county_has_a_row_with_somebody_and_why(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="match")
    page.selectbox(AREA).set_value("Finnmark")
    page.text_input(THEME).set_value("digitalt tilsyn")
    page.button("vis-tavle").click().run()
    assert page.query_params == {"fylke": "Finnmark", "tema": "digitalt tilsyn"}
    words = words_on(page)
    for name in ("Loppa", "Alta", "Vardø"):
        assert name in words
    assert "18 kommuner spør" in words
    assert "ikke spurt ennå" in words
    for kind in ("xlsx", "csv"):
        page.button(f"lag-{kind}").click().run()
        assert page.download_button(f"hent-{kind}").label == "Last ned"


def test_a_network_is_chosen_as_a_county_is(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="match")
    page.selectbox(AREA).set_value("salten-regionrad")
    page.text_input(THEME).set_value("rekruttering")
    page.button("vis-tavle").click().run()
    assert page.query_params == {"nettverk": "salten-regionrad", "tema": "rekruttering"}
    assert "Salten Regionråd: rekruttering" in words_on(page)
    assert "Beiarn" in words_on(page)


def test_the_sheet_is_a_workbook_and_nothing_in_the_board_is_markup(api: str) -> None:
    with ApiClient(api) as client:
        assert client.board_sheet(FINNMARK.to_parameters(), "xlsx", "nn").startswith(b"PK")
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


def _board(api: str) -> MentorBoard:
    with ApiClient(api) as client:
        return client.board(ADJUSTED.to_parameters(), "nb")


def _mentor(board: MentorBoard, asker: str) -> str:
    return next(row.match.mentor.municipality.name for row in board.results if row.asker.name == asker and row.match)


def _mentors(board: MentorBoard, asker: str) -> set[str]:
    return {row.match.mentor.municipality.name for row in board.results if row.asker.name == asker and row.match}


def _adjust(page: AppTest, action: str, key: str, note: str = "", **chosen: str) -> AppTest:
    """Do one thing as an adviser; ``chosen`` are the words of what is chosen, by the label of its field."""
    page.radio(ACTION).set_value(action).run()
    for label, words in chosen.items():
        page.selectbox(f"felt-juster-{'til' if label == 'adjust_to' else 'hva'}-{label}").select(words)
    if note:
        page.text_area(note_key()).set_value(note)
    page.text_input(KEY).set_value(key)
    return page.button("send-juster").click().run()


def test_an_adviser_moves_a_municipality_and_the_next_one_sees_it_and_takes_it_along(
    page_at: OpenPage, api: str, adviser_key: str
) -> None:
    before = _board(api)
    had, other = _mentor(before, "Loppa"), _mentor(before, "Alta")
    page = page_at(api, name="match", fylke="Finnmark", tema=ADJUSTED.theme)
    pair = f"Loppa spør {had}"
    page = _adjust(page, "move", adviser_key, "De <b>kjenner</b> hverandre.", adjust_pair=pair, adjust_to=other)
    assert "Lagret" in page.success[0].value
    after = page_at(api, name="match", fylke="Finnmark", tema=ADJUSTED.theme)
    assert "De <b>kjenner</b> hverandre." in words_on(after)
    assert _mentor(_board(api), "Loppa") == other
    with ApiClient(api) as client:
        sheet = client.board_sheet(ADJUSTED.to_parameters(), "csv", "nb").decode()
    (line,) = [each for each in csv.DictReader(io.StringIO(sheet)) if each["Kommune"] == "Loppa"]
    assert (line["Mentor"], line["Bestemt"]) == (other, "Valgt av en rådgiver.")
    assert line["Merknad"] == "De <b>kjenner</b> hverandre."
    undone = _adjust(after, "undo", adviser_key, adjust_decision=f"Loppa skal spørre {other}.")
    assert "Lagret" in undone.success[0].value
    assert _board(api) == before


def test_a_mentor_is_taken_out_for_everybody_and_in_again(page_at: OpenPage, api: str, adviser_key: str) -> None:
    before = _board(api)
    mentor = _mentor(before, "Hasvik")
    page = page_at(api, name="match", fylke="Finnmark", tema=ADJUSTED.theme)
    page = _adjust(page, "take_out", adviser_key, "Har ikke tid i år.", adjust_mentor=mentor)
    words = words_on(page)
    assert f"{mentor} er tatt ut." in words
    assert "Har ikke tid i år." in words
    assert mentor not in {row.match.mentor.municipality.name for row in _board(api).results if row.match}
    _adjust(
        page,
        "undo",
        adviser_key,
        adjust_decision=f"{mentor} er tatt ut. Ingen sendes dit for dette temaet, heller ikke fra andre fylker.",
    )
    assert _board(api) == before


def test_a_move_that_is_broken_off_in_the_middle_is_told_and_done_when_it_is_sent_again(
    page_at: OpenPage, api: str, adviser_key: str
) -> None:
    before = _board(api)
    had, other = _mentor(before, "Loppa"), _mentor(before, "Alta")
    pair = f"Loppa spør {had}"
    with fading(api, writes=2) as (door, _):
        page = page_at(door, name="match", fylke="Finnmark", tema=ADJUSTED.theme)
        page = _adjust(page, "keep", adviser_key, adjust_pair=pair)
        page = _adjust(page, "move", adviser_key, adjust_pair=pair, adjust_to=other)
        assert "Bare den ene halvdelen ble lagret" in page.warning[0].value
        assert not page.exception
    assert _mentors(_board(api), "Loppa") == {had, other}
    page = page_at(api, name="match", fylke="Finnmark", tema=ADJUSTED.theme)
    page = _adjust(page, "move", adviser_key, adjust_pair=pair, adjust_to=other)
    assert "Lagret" in page.success[0].value
    after = _board(api)
    assert _mentors(after, "Loppa") == {other}
    with ApiClient(api) as client:
        for each in notes_of(after).values():
            client.remove_note(each.id, each.version, adviser_key, "nb")
    assert _board(api) == before


def test_what_cannot_be_kept_is_said_and_the_fields_keep_what_was_written(
    page_at: OpenPage, api: str, loppas_key: str
) -> None:
    before = _board(api)
    pair = f"Loppa spør {_mentor(before, 'Loppa')}"
    page = page_at(api, name="match", fylke="Finnmark", tema=ADJUSTED.theme)
    assert "Noe mangler" in _adjust(page, "keep", loppas_key).warning[0].value
    assert "tilgangsnøkkelen din" in _adjust(page, "keep", "", "Ring.", adjust_pair=pair).warning[0].value
    page = _adjust(page, "keep", loppas_key, "Ring.", adjust_pair=pair)
    assert "rollen «municipality»" in page.warning[0].value
    assert page.text_area(note_key()).value == "Ring."
    assert not page.exception
    assert _board(api) == before


def test_a_chosen_pair_is_given_up_when_its_asker_is_moved(api: str) -> None:
    board = _board(api)
    row = next(row for row in board.results if row.match)
    key = next(iter(pairs_of(board, to_change=True)))
    (alone,) = moved(key, "0301", "", ADJUSTED, board)
    assert alone.said == {"mentor": "0301", "asker": key[0], "theme": ADJUSTED.theme, "choice": "valgt"}
    chosen = board.model_copy(update={"results": [row.model_copy(update={"fixed": "valgt"})]})
    _, given_up = moved(key, "0301", "", ADJUSTED, chosen)
    assert given_up.said["choice"] == "unngås"
    running = board.model_copy(update={"results": [row.model_copy(update={"fixed": "pågår"})]})
    assert not pairs_of(running, to_change=True)
    assert pairs_of(running, to_change=False)
    assert decided(key, None, "Ring.", ADJUSTED, notes_of(board)).said["note"] == "Ring."
