"""The pages «Løsning», «Lagret» and «Om» over a real API, without a browser."""

import csv
import io

import pytest

from demo.processes import free_port
from tests.ui.addresses import ALARM, KARI
from tests.ui.conftest import OpenPage, words_on
from ui.api_client import ApiClient
from ui.saved.table import as_csv
from ui.site import Name
from ui.texts import load_texts


def test_a_solution_has_its_own_address_and_tells_all_that_is_known(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="solution", id=ALARM, kommune="5614")
    words = words_on(page)
    assert page.title[0].value == "Brannvakta svarer på trygghetsalarmen i Flekkefjord"
    for heading in (
        "Utfordringen",
        "Slik gjorde de det",
        "Hva som må være på plass",
        "Hva de lærte",
        "Når det skjedde",
    ):
        assert heading in words
    assert "Kilden sier ikke noe om dette." in words
    assert "Dere, Loppa" in words
    assert not page.exception


@pytest.mark.parametrize("said", ["finnes-ikke", "<script>", "../../etc/passwd", "æøå", ""])
def test_an_id_that_nobody_has_gets_a_clear_word_and_a_way_on(page_at: OpenPage, api: str, said: str) -> None:
    page = page_at(api, name="solution", id=said)
    assert len(page.warning) == 1
    assert not page.error
    assert not page.exception
    assert page.page_link[-1].value == "Gå til søket"


@pytest.mark.parametrize(
    ("name", "address"), [("solution", {"id": ALARM}), ("saved", {"lagret": ALARM}), ("about", {})]
)
def test_without_an_api_every_page_says_so_with_a_way_to_try_again(
    page_at: OpenPage, name: Name, address: dict[str, str]
) -> None:
    page = page_at(f"http://127.0.0.1:{free_port()}", name=name, **address)
    assert "Vi får ikke kontakt med søketjenesten" in page.warning[0].value
    assert page.title
    assert page.button("feil-igjen")
    assert not page.exception


def test_what_is_saved_stands_in_the_address_and_on_its_page(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="trygghetsalarm brannvakt", kommune="5614")
    page.button(f"lagre-{ALARM}").click().run()
    assert page.query_params["lagret"] == ALARM
    assert page.query_params["q"] == "trygghetsalarm brannvakt"
    assert page.button(f"lagre-{ALARM}").label == "Ta ut av listen"
    # Going back a page comes to an address from before it was saved.
    del page.query_params["lagret"]
    page.run()
    assert page.page_link[2].value == "Lagret (1)"
    page.button(f"lagre-{ALARM}").click().run()
    assert "lagret" not in page.query_params
    assert page.page_link[2].value == "Lagret"
    # Somebody else's list is theirs.
    page.query_params["lagret"] = KARI
    assert page.run().page_link[2].value == "Lagret (1)"


def test_the_list_shows_what_is_there_and_says_what_is_gone(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="saved", lagret=f"{ALARM},finnes-ikke,{KARI}")
    words = words_on(page)
    assert "1 av dem du lagret, er ikke her lenger" in words
    assert "Brannvakta svarer på trygghetsalarmen" in words
    page.button(f"lagre-{ALARM}").click().run()
    assert "Brannvakta" not in words_on(page)


def test_an_empty_list_says_how_to_fill_it(page_at: OpenPage, api: str) -> None:
    assert "Listen er tom" in words_on(page_at(api, name="saved"))


def test_one_page_for_the_leaders_is_made_when_it_is_asked_for(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="solution", id=ALARM, kommune="5614")
    assert not page.download_button
    page.button(f"side-{ALARM}").click().run()
    assert page.download_button(f"hent-{ALARM}").label == "Last ned siden"
    with ApiClient(api) as client:
        assert client.brief(ALARM, "5614", "nn").startswith(b"%PDF")


def test_the_list_opens_in_a_spreadsheet_and_no_cell_of_it_is_a_formula(api: str) -> None:
    with ApiClient(api) as client:
        solution = client.solution(ALARM, "nb")
    evil = solution.model_copy(update={"title": '=HYPERLINK("https://ond.no")', "challenge": "a;b\n«c»"})
    rows = list(
        csv.DictReader(io.StringIO(as_csv([solution, evil], load_texts("nb")).decode("utf-8-sig")), delimiter=";")
    )
    assert rows[0]["Tittel"] == solution.title
    assert rows[0]["Kilde"] == solution.source.url
    assert rows[1]["Tittel"].startswith("'=")
    assert rows[1]["Utfordringen"] == "a;b\n«c»"


def test_the_page_about_it_shows_how_much_there_is_in_plots_and_tables(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="about")
    words = words_on(page)
    with ApiClient(api) as client:
        found = client.coverage([])
    assert f"Nå er {found.total} erfaringer med" in words
    assert [each.value for each in page.subheader] == ["Fylke", "År det startet", "Sektor", "Innbyggere i kommunene"]
    vestland = next(each.count for each in found.counties if each.value == "Vestland")
    assert f"Vestland\n{vestland}" in words
    assert len(page.get("vega_lite_chart")) == 4


@pytest.mark.parametrize("name", ["ask", "solution", "saved", "about"])
def test_every_page_speaks_nynorsk_when_asked(page_at: OpenPage, api: str, name: Name) -> None:
    page = page_at(api, name=name, sprak="nn", id=KARI, lagret=KARI)
    assert page.button("sprak").label == "Bokmål"
    assert page.title[0].value
    assert not page.exception
    assert not page.error


def test_changing_the_language_keeps_the_page_and_what_it_shows(page_at: OpenPage, api: str) -> None:
    page = page_at(api, name="solution", id=ALARM, kommune="5614").button("sprak").click().run()
    assert page.query_params == {"id": ALARM, "kommune": "5614", "sprak": "nn"}
    assert "Utfordringa" in words_on(page)
