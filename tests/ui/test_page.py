"""The page over a real API, without a browser."""

import pytest

from demo.processes import free_port
from tests.support.fading import fading
from tests.ui.conftest import OpenPage, words_on
from ui.api_client import ApiClient
from ui.configuration import ui_settings

QUESTION = "Bestillingstransport for eldre i en kommune med 2 000 innbyggere"
AWAY = f"http://127.0.0.1:{free_port()}"


def test_the_empty_page_says_what_it_is_what_it_has_and_how_to_begin(page_at: OpenPage, api: str) -> None:
    page = page_at(api)
    assert page.title[0].value == "Hvem har løst dette, for en kommune som vår?"
    with ApiClient(api) as client:
        assert f"Vi har ikke alt: {client.health().solutions} erfaringer" in words_on(page)
    assert [button.key for button in page.button if str(button.key).startswith("eksempel")] == [
        "eksempel-1",
        "eksempel-2",
        "eksempel-3",
    ]
    assert "Hva de gjorde" not in words_on(page)
    assert len(page.selectbox("felt-kommune").options) == 357


def test_an_address_with_a_question_shows_the_answer(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q=QUESTION, kommune="5614")
    words = words_on(page)
    assert page.text_input("felt-q").value == QUESTION
    assert page.selectbox("felt-kommune").value == "5614"
    assert "Dette fant vi" in words
    assert "Loppa · 2\u00a0000 innbyggere · søkte på: «Bestillingstransport for eldre»" in words
    assert "Hvem dere kan skrive til" in words
    assert "oppgitt av kilden" in words
    assert "Mot dere: " in words
    assert "Dere, Loppa" in words
    cards = "".join(each.value for each in page.html)
    assert 'href="mailto:' in cards
    assert "Vi%20i%20Loppa%20kommune" in cards


def test_what_webinars_hold_of_it_stands_under_the_solutions(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="Beitebruksplan og organisering av beitelag")
    assert "Fra rapporter og webinarer" in [each.value for each in page.header]
    assert "Webinar: [Webmøte nr. 3: Beitebruksplan og organisering av beitelag](https://" in words_on(page)


@pytest.mark.parametrize("place", [1, 2, 3])
def test_every_example_finds_something_and_stands_in_the_address(page_at: OpenPage, api: str, place: int) -> None:
    page = page_at(api, kommune="5614").button(f"eksempel-{place}").click().run()
    assert page.query_params["q"]
    assert page.query_params["kommune"] == "5614"
    assert page.text_input("felt-q").value == page.query_params["q"]
    assert page.header[0].value == "Dette fant vi"


def test_what_is_written_and_chosen_goes_to_the_address_when_the_button_is_pressed(page_at: OpenPage, api: str) -> None:
    page = page_at(api)
    page.text_input("felt-q").set_value(" sykehjem ")
    page.selectbox("felt-kommune").set_value("5614")
    page.multiselect("felt-fylke").set_value(["Vestland"])
    page.multiselect("felt-sektor").set_value(["helse-omsorg"])
    page.number_input("felt-til").set_value(10000)
    page.button("sok").click().run()
    assert page.query_params == {
        "q": "sykehjem",
        "kommune": "5614",
        "fylke": "Vestland",
        "sektor": "helse-omsorg",
        "til": "10000",
    }
    assert "bare Vestland · bare Helse og omsorg" in words_on(page)
    assert "Avgrens søket (3 valgt)" in [each.label for each in page.expander]


def test_pressing_the_button_with_no_words_asks_for_some(page_at: OpenPage, api: str) -> None:
    page = page_at(api)
    page.text_input("felt-q").set_value(" ?")
    page.button("sok").click().run()
    assert [each.value for each in page.warning] == ["Skriv noen ord om det dere vil ha løst."]
    assert not page.run().warning


def test_a_smallest_size_above_the_largest_is_explained(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="sykehjem", fra="5000", til="1000")
    assert "er større enn" in page.warning[0].value
    assert "Dette fant vi" not in words_on(page)


def test_a_question_with_no_good_answer_gets_the_nearest_and_is_told_so(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="kvantedatamaskin romferd månebase")
    assert page.header[0].value == "Det nærmeste vi har"
    assert "Vi fant ingen erfaring som svarer godt" in page.info[0].value


def test_what_nobody_has_an_answer_to_can_be_reported_without_saying_who_asks(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="kvantedatamaskin romferd månebase", kommune="5614").button("send-behov").click().run()
    assert "kvantedatamaskin" in page.success[0].value
    assert "Loppa" not in page.success[0].value
    with pytest.raises(KeyError):
        page_at(api, q="trygghetsalarm brannvakt").button("send-behov")


def test_filters_that_leave_nothing_can_be_taken_away_with_one_press(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="bestillingstransport for eldre", fra="5000000")
    assert page.header[0].value == "Ingen treff"
    page.button("fjern-filtre").click().run()
    assert page.query_params == {"q": "bestillingstransport for eldre"}
    assert page.header[0].value == "Dette fant vi"
    assert page.number_input("felt-fra").value is None


def test_only_what_has_been_checked_so_far_can_be_asked_for(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="sykehjem for eldre")
    page.multiselect("felt-kontroll").set_value(["kontrollert"])
    page = page.button("sok").click().run()
    assert page.query_params == {"q": "sykehjem for eldre", "kontroll": "kontrollert"}
    words = words_on(page)
    assert "bare kontrollert mot kilden" in words
    assert "lest fra kilden" not in words
    with ApiClient(api) as client:
        there = {each.value: each.count for each in client.coverage([]).verifications}
    assert f"kontrollert mot kilden ({there['kontrollert']})" in page.multiselect("felt-kontroll").options


def test_more_answers_are_shown_on_request(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="sykehjem for eldre")
    first = words_on(page).count("Utfordringen\n")
    page.button("vis-flere").click().run()
    assert first < words_on(page).count("Utfordringen\n") <= 20
    assert page.query_params["antall"] == "20"


def test_an_old_number_of_a_municipality_leads_to_the_one_of_today(page_at: OpenPage, api: str) -> None:
    page = page_at(api, kommune="2014")
    assert page.selectbox("felt-kommune").value == "5614"
    assert page.query_params["kommune"] == "5614"


def test_places_that_nobody_knows_are_said_and_left_out(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q="sykehjem", kommune="9999", fylke=["Tull", "Vestland"])
    assert "9999" in page.warning[0].value
    assert page.selectbox("felt-kommune").value is None
    assert page.multiselect("felt-fylke").value == ["Vestland"]
    assert page.header[0].value == "Dette fant vi"


def test_the_page_speaks_nynorsk_when_the_address_says_so(page_at: OpenPage, api: str) -> None:
    page = page_at(api, sprak="nn", q=QUESTION)
    words = words_on(page)
    assert "Kven de kan skrive til" in words
    assert "oppgjeve av kjelda" in words
    assert "Hvem" not in words
    assert page.button("sok").label == "Søk"


def test_changing_the_language_keeps_the_question(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q=QUESTION, kommune="5614").button("sprak").click().run()
    assert page.query_params == {"q": QUESTION, "kommune": "5614", "sprak": "nn"}
    assert page.text_input("felt-q").value == QUESTION
    assert page.selectbox("felt-kommune").value == "5614"
    page.button("sprak").click().run()
    assert "sprak" not in page.query_params


def test_without_an_api_the_page_says_so_and_recovers_by_itself(
    page_at: OpenPage, api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_at(AWAY, q=QUESTION)
    assert "Vi får ikke kontakt med søketjenesten" in page.warning[0].value
    assert not page.exception
    assert not page.error
    monkeypatch.setenv("KB_API_URL", api)
    ui_settings.cache_clear()
    page.button("feil-igjen").click().run()
    assert not page.warning
    assert page.header[0].value == "Dette fant vi"
    assert page.text_input("felt-q").value == QUESTION


def test_a_setting_that_cannot_be_used_is_named(page_at: OpenPage) -> None:
    page = page_at("127.0.0.1:8000", timeout=-1)
    assert [error.value.splitlines() for error in page.error] == [
        [
            "KB_API_URL er «127.0.0.1:8000», men må være en adresse som begynner med http:// eller https://.",
            "KB_API_TIMEOUT er «-1», men må være et tall over 0, skrevet med punktum.",
            "Rett det i miljøet eller i .env, og start på nytt.",
        ]
    ]


def test_an_api_that_goes_away_between_two_questions_leaves_the_form_standing(
    page_at: OpenPage, api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fading(api) as (address, fall_silent):
        page = page_at(address, q=QUESTION)
        fall_silent.set()
        monkeypatch.setenv("KB_API_TIMEOUT", "0.3")
        ui_settings.cache_clear()
        page.run()
    assert "bruker for lang tid" in page.warning[0].value
    assert page.text_input("felt-q").value == QUESTION
