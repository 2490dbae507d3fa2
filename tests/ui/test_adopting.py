"""Who uses a solution, who can help with it, and the way to say that we use it ourselves."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.addresses import KARI
from tests.ui.conftest import OpenPage, words_on
from ui.api_client import ApiClient
from ui.solution.adopting import ADOPTION_STATUSES, KEY, STATUS, adoptions_html
from ui.solution.helping import helpers_html
from ui.texts import LANGUAGES, Language, catalogue, load_texts


def _sent(page: AppTest, key: str, effort: str = "") -> AppTest:
    page.radio(STATUS).set_value("følger")
    page.text_area("felt-effort").set_value(effort)
    page.text_input(KEY).set_value(key)
    return page.button("send-tatt-i-bruk").click().run()


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
