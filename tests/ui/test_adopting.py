"""Who uses a solution, who can help with it, and the way to say that we use it ourselves."""

from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from streamlit.testing.v1 import AppTest

from kunnskapsbase.settings import Settings
from search_api.adoptions.links import AdoptionLinks
from tests.ui.addresses import ALARM, BIOGAS, KARI
from tests.ui.conftest import OpenPage, words_on
from ui.api_client import ApiClient
from ui.context import PageContext
from ui.solution.adopting import ADOPTION_STATUSES, KEY, SINCE, STATUS, adoptions_html
from ui.solution.helping import helpers_html
from ui.solution.places import marks_of
from ui.solution.telling_us import change_of
from ui.texts import LANGUAGES, Language, catalogue, load_texts
from ui.visit import Visit


def _sent(page: AppTest, key: str, effort: str = "") -> AppTest:
    page.radio(STATUS).set_value("følger")
    page.text_area("felt-effort").set_value(effort)
    page.text_input(KEY).set_value(key)
    return page.button("send-tatt-i-bruk").click().run()


def _link(api: str, key: str, municipality: str) -> str:
    """The token of a link by which a municipality may tell of the alarm."""
    body = {"solution_id": ALARM, "municipality": municipality}
    made = httpx.post(
        f"{api}/v1/adoption-links", json=body, headers={"Authorization": f"Bearer {key}"}, trust_env=False
    )
    return str(made.json()["token"])


def test_who_we_are_must_be_known_before_we_can_say_that_we_use_it(page_at: OpenPage, api: str) -> None:
    words = words_on(page_at(api, name="solution", id=KARI))
    assert "Velg først hvem dere er" in words
    assert "Ingen har sagt fra ennå." in words


def test_without_a_key_nothing_is_sent_and_what_was_written_stays(page_at: OpenPage, api: str) -> None:
    page = _sent(page_at(api, name="solution", id=KARI, kommune="5614"), "", "To timer i uken")
    assert "Skriv inn kommunens tilgangsnøkkel" in page.warning[0].value
    assert page.text_area("felt-effort").value == "To timer i uken"


def test_a_key_that_is_wrong_or_another_municipalitys_is_refused_in_words(
    page_at: OpenPage, api: str, loppas_key: str
) -> None:
    wrong = _sent(page_at(api, name="solution", id=KARI, kommune="5614"), "lostfor_feil_feil")
    others = _sent(page_at(api, name="solution", id=KARI, kommune="1804"), loppas_key)
    for page in (wrong, others):
        assert len(page.warning) == 1
        assert "kkel" in page.warning[0].value
        assert not page.exception
        assert not page.success


def test_what_loppa_says_is_kept_and_shown_with_what_it_took(page_at: OpenPage, api: str, loppas_key: str) -> None:
    page = _sent(page_at(api, name="solution", id=KARI, kommune="5614"), loppas_key, "<b>To</b> timer i uken")
    assert "Takk" in page.success[0].value
    words = words_on(page)
    assert "Hva det krevde: <b>To</b> timer i uken" in words
    with ApiClient(api) as client:
        kept = client.adoptions(KARI, "nb")
    assert [each.municipality.name for each in kept] == ["Loppa"]
    assert "<b>To" not in adoptions_html(kept, load_texts("nb"))


def test_a_municipality_tells_again_and_the_timeline_and_the_map_follow(
    page_at: OpenPage, api: str, loppas_key: str
) -> None:
    page = page_at(api, name="solution", id=ALARM, kommune="5614")
    page.date_input(SINCE).set_value(date(2026, 1, 10))
    page = _sent(page, loppas_key)
    assert "10.1.2026\nLoppa: Følger." in words_on(page)
    page.date_input(SINCE).set_value(date(2026, 3, 2))
    page.radio(STATUS).set_value("i_drift")
    page.text_input(KEY).set_value(loppas_key)
    page = page.button("send-tatt-i-bruk").click().run()
    words = words_on(page)
    assert "Dere har alt sagt: I drift fra 2.3.2026." in words
    assert words.index("10.1.2026\nLoppa: Følger.") < words.index("2.3.2026\nLoppa: I drift.")
    assert "Uten årstall:\nTatt i bruk av Loppa" not in words


def test_who_has_told_of_it_stands_on_the_map_with_how_far_it_has_come(api: str, loppas_key: str) -> None:
    body = {"solution_id": BIOGAS, "municipality": "5614", "status": "følger", "since": "2026-03-02"}
    with ApiClient(api) as client:
        client.record_adoption(body, loppas_key, "nb")
        context = PageContext(load_texts("nb"), client, Visit(), tuple(client.municipalities()))
        marks = marks_of(client.solution(BIOGAS, "nb"), client.adoptions(BIOGAS, "nb"), context)
    told = {each.kommunenummer: each.told for each in marks}
    assert told["5614"] == "Loppa: Følger"
    assert len(told) > 1


def test_who_was_sent_a_link_tells_without_a_key(page_at: OpenPage, api: str, adviser_key: str) -> None:
    token = _link(api, adviser_key, "5620")
    page = page_at(api, name="solution", id=ALARM, lenke=token)
    assert "Dette gjelder" in words_on(page)
    assert "Lenken dere har fått, gjelder til og med" in words_on(page)
    with pytest.raises(KeyError):
        page.text_input(KEY)
    page.radio(STATUS).set_value("vurderer")
    page = page.button("send-tatt-i-bruk").click().run()
    assert "Takk" in page.success[0].value
    with ApiClient(api) as client:
        told = {each.municipality.kommunenummer: each.status for each in client.adoptions(ALARM, "nb")}
    assert told["5620"] == "vurderer"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_that_is_of_no_use_is_said_to_be_and_the_page_stands(
    page_at: OpenPage, api: str, adviser_key: str, language: Language
) -> None:
    token, texts = _link(api, adviser_key, "5620"), load_texts(language)
    for said, address in (("adoption_link_forged", f"{token}x"), ("adoption_link_other", token)):
        page = page_at(api, name="solution", id=KARI, lenke=address, sprak=language)
        assert [each.value for each in page.warning] == [texts.say(said)]
        assert page.title[0].value
        assert not page.exception


def test_a_link_that_is_too_old_is_told_from_a_forged_one(page_at: OpenPage, api: str, api_folder: Path) -> None:
    links = AdoptionLinks(Settings(data=api_folder / "data"))
    token, _ = links.make(ALARM, "5620", date.today() - timedelta(days=31))
    page = page_at(api, name="solution", id=ALARM, lenke=token, kommune="5614")
    assert "for gammel" in page.warning[0].value
    assert page.text_input(KEY)


def test_what_is_sent_leaves_the_day_of_a_status_that_stands(api: str, loppas_key: str) -> None:
    with ApiClient(api) as client:
        body = {"solution_id": ALARM, "municipality": "5614", "status": "i_drift", "since": "2026-03-02"}
        told = next(
            (each for each in client.adoptions(ALARM, "nb") if each.municipality.kommunenummer == "5614"), None
        ) or client.record_adoption(body, loppas_key, "nb")
    again = change_of("i_drift", date(2026, 9, 9), {"effort": "Lite", "adapted": ""}, told)
    assert again == {"status": "i_drift", "version": told.version, "effort": "Lite"}
    assert change_of("stoppet", date(2026, 9, 9), {}, told)["since"] == "2026-09-09"
    assert "version" not in change_of("følger", date(2026, 9, 9), {}, None)


def test_those_who_can_help_say_whether_they_have_been_asked(api: str) -> None:
    with ApiClient(api) as client:
        found = client.mentors(KARI, "5614", "nb")
    shown = helpers_html(found, load_texts("nb"))
    assert "ikke spurt ennå" in shown
    assert 'href="mailto:' in shown
    nobody = found.model_copy(update={"results": [], "message": "Ingen."})
    assert "Ingen." in helpers_html(nobody, load_texts("nb"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_has_words(language: Language) -> None:
    assert {f"adopting_{status}" for status in ADOPTION_STATUSES} <= set(catalogue(language))
