"""The page Del over a real API: a file in, what was read, drafts corrected and published, and nothing lost."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from streamlit.testing.v1 import AppTest

from search_api.needs.wire import NeedCandidate, NeedCell, NeedFound
from search_api.sharing.wire import SegmentFound, SentenceFound
from tests.support.sharing import CORRECTED, PRIVATE, SOURCE, TRANSCRIPT
from tests.ui.conftest import OpenPage, Shared, words_on
from ui.share.drafting import CONFIRMED
from ui.share.page import KEY
from ui.share.sending import field_of
from ui.share.telling import pieces_html, sentences_html
from ui.share.themes import themes_html
from ui.share.wanted import Wanted
from ui.texts import LANGUAGES, Language, load_texts
from ui.visit import Visit


class _Address(dict[str, str]):
    def get_all(self, key: str) -> list[str]:
        return [self[key]] if key in self else []


@pytest.fixture
def upload(shared: Shared) -> Iterator[dict[str, Any]]:
    """The transcript, sent in with its source; gone after the test."""
    with httpx.Client(base_url=shared.api, headers=shared.headers, timeout=60, trust_env=False) as client:
        sent = client.post("/v1/uploads", params={"filename": "kajakk.vtt"} | SOURCE, content=TRANSCRIPT.encode())
        assert sent.status_code == 201, sent.text
        made: dict[str, Any] = sent.json()
        yield made
        for draft in client.get(f"/v1/uploads/{made['id']}/drafts").json().get("results", []):
            if draft["solution_id"]:
                client.delete(f"/v1/drafts/{draft['id']}/publication", params={"version": draft["version"]})
        now = client.get(f"/v1/uploads/{made['id']}")
        if now.status_code == 200:
            client.delete(f"/v1/uploads/{made['id']}", params={"version": now.json()["version"]})


def opened(page_at: OpenPage, shared: Shared, key: str | None = None, **address: str) -> AppTest:
    page = page_at(shared.api, name="share", **address)
    page.text_input(KEY).set_value(shared.key if key is None else key)
    return page.run()


def the_draft(shared: Shared, upload: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.get(f"{shared.api}/v1/uploads/{upload['id']}/drafts", headers=shared.headers, trust_env=False)
    found: dict[str, Any] = answer.json()["results"][0]
    return found


def fill(page: AppTest, draft: dict[str, Any]) -> None:
    page.text_input(f"felt-{draft['id']}-title").set_value(CORRECTED["title"])
    for name in ("challenge", "approach"):
        page.text_area(f"felt-{draft['id']}-{name}").set_value(CORRECTED[name])
    for name in ("sector", "innovation_type"):
        page.selectbox(f"felt-{draft['id']}-{name}").set_value(CORRECTED[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_key_the_page_says_what_it_is_for_and_asks_for_one(
    page_at: OpenPage, shared: Shared, language: Language
) -> None:
    texts = load_texts(language)
    page = page_at(shared.api, name="share", sprak=language)
    assert page.title[0].value == texts.say("share_title")
    assert [each.value for each in page.info] == [texts.say("share_key_missing")]
    assert not page.exception


def test_a_key_that_is_unknown_revoked_or_a_municipalitys_is_refused_in_words(
    page_at: OpenPage, shared: Shared
) -> None:
    for key, said in (
        ("lostfor_feil_feil", "ukjent"),
        (shared.municipalitys, "rollen"),
        (shared.revoked, "trukket tilbake"),
    ):
        page = opened(page_at, shared, key)
        assert said in page.warning[0].value
        assert not page.exception


def test_a_file_is_read_and_told_of_with_what_was_masked_as_numbers(page_at: OpenPage, shared: Shared) -> None:
    page = opened(page_at, shared)
    page.file_uploader[0].upload("<b>kajakk</b>.vtt", TRANSCRIPT.encode())
    page.text_input(field_of("title")).set_value("<script>alert(1)</script>")
    page = page.button("send-fil").click().run()
    words = words_on(page)
    assert not page.exception
    assert page.header[0].value.replace("\\", "") == "<script>alert(1)</script>"
    for told in ("Telefonnummer: 1", "E-postadresser: 1", "Minutter: 2", "<b>kajakk</b>.vtt", "[navn fjernet]"):
        assert told in words
    assert not any(private in words for private in PRIVATE)
    assert "<script" not in "".join(each.value for each in page.html if "alert" in each.value)
    page.checkbox("felt-del-sikker").check().run()
    page = page.button("slett").click().run()
    # Others may have uploaded to the same API.
    assert "kajakk" not in words_on(page)


def test_a_file_that_cannot_be_read_is_said_why_and_the_fields_keep_what_stands_in_them(
    page_at: OpenPage, shared: Shared
) -> None:
    page = opened(page_at, shared)
    page.text_input(field_of("publisher")).set_value("Eksempelfylket")
    page = page.button("send-fil").click().run()
    assert "Velg en fil først" in page.warning[0].value
    page.file_uploader[0].upload("bilde.pdf", b"\x89PNG\r\n\x1a\n" + bytes(64))
    page = page.button("send-fil").click().run()
    assert "tekstgjenkjenning" in page.warning[0].value
    assert page.text_input(field_of("publisher")).value == "Eksempelfylket"


def test_what_is_missing_is_said_and_nothing_is_lost_or_published(
    page_at: OpenPage, shared: Shared, upload: dict[str, Any]
) -> None:
    draft = the_draft(shared, upload)
    page = opened(page_at, shared, opplasting=upload["id"], utkast=draft["id"])
    assert "mangler: tjenesteområde, hva slags endring det er." in page.info[0].value.replace("\\", "")
    assert f"«{draft['sentences'][0]['text']}»" in words_on(page)
    page.text_area(f"felt-{draft['id']}-lessons").set_value("Begynn i god tid.")
    page.checkbox(CONFIRMED).check()
    page = page.button("publiser").click().run()
    assert "Velg tjenesteområde" in page.warning[0].value
    assert page.text_area(f"felt-{draft['id']}-lessons").value == "Begynn i god tid."
    now = the_draft(shared, upload)
    assert (now["lessons"], now["solution_id"]) == ("Begynn i god tid.", None)


def test_a_draft_is_corrected_confirmed_and_published_and_withdrawn_again(
    page_at: OpenPage, shared: Shared, upload: dict[str, Any]
) -> None:
    draft = the_draft(shared, upload)
    page = opened(page_at, shared, opplasting=upload["id"], utkast=draft["id"])
    fill(page, draft)
    page = page.button("publiser").click().run()
    assert "ikke publisert" in page.warning[0].value
    assert the_draft(shared, upload)["title"] == CORRECTED["title"]
    page.checkbox(CONFIRMED).check()
    page = page.button("publiser").click().run()
    assert "Erfaringen er publisert" in page.success[0].value
    solution_id = the_draft(shared, upload)["solution_id"]
    address = f"{shared.api}/v1/solutions/{solution_id}"
    assert httpx.get(address, trust_env=False).json()["title"] == CORRECTED["title"]
    page = page.button("ta-tilbake").click().run()
    assert httpx.get(address, trust_env=False).status_code == 404
    assert the_draft(shared, upload)["title"] == CORRECTED["title"]


def test_what_another_tab_has_changed_is_not_written_over(
    page_at: OpenPage, shared: Shared, upload: dict[str, Any]
) -> None:
    draft = the_draft(shared, upload)
    page = opened(page_at, shared, opplasting=upload["id"], utkast=draft["id"])
    body = {"version": draft["version"], "lessons": "Fra en annen fane."}
    httpx.patch(f"{shared.api}/v1/drafts/{draft['id']}", json=body, headers=shared.headers, trust_env=False)
    page.text_area(f"felt-{draft['id']}-lessons").set_value("Fra denne fanen.")
    page = page.button("lagre-utkast").click().run()
    assert "Noen andre har endret" in page.warning[0].value
    assert page.text_area(f"felt-{draft['id']}-lessons").value == "Fra denne fanen."
    assert the_draft(shared, upload)["lessons"] == "Fra en annen fane."
    page = page.button("hent-pa-nytt").click().run()
    assert page.text_area(f"felt-{draft['id']}-lessons").value == "Fra en annen fane."


def test_an_upload_that_is_gone_and_an_api_that_is_away_are_said_in_words(page_at: OpenPage, shared: Shared) -> None:
    gone = opened(page_at, shared, opplasting="opplasting-finnes-ikke")
    assert "kan være slettet" in gone.warning[0].value
    away = page_at("http://127.0.0.1:9", name="share")
    assert "ikke kontakt" in away.warning[0].value
    assert not gone.exception
    assert not away.exception


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ({}, Wanted()),
        ({"opplasting": "opplasting-1", "utkast": "utkast-1", "biter": "120"}, Wanted("opplasting-1", "utkast-1", 120)),
        ({"utkast": "utkast-1"}, Wanted()),
        ({"opplasting": "../audit", "biter": "99999"}, Wanted()),
        ({"opplasting": "a", "biter": "-4"}, Wanted("a")),
    ],
)
def test_the_address_says_what_is_worked_with_and_nonsense_in_it_is_left_out(
    address: dict[str, str], wanted: Wanted
) -> None:
    assert Wanted.from_address(_Address(address)) == wanted
    assert Wanted.from_address(_Address(wanted.to_address())) == wanted


def test_script_in_a_text_is_shown_as_letters_and_only_web_addresses_become_links() -> None:
    bad = "<img src=x onerror=alert(1)>"
    fields: dict[str, Any] = {"page": 1, "slide": None, "second": None, "row": None, "headings": [bad], "speaker": bad}
    piece = SegmentFound(number=0, text=bad, place=bad, url="javascript:alert(1)", **fields)
    sentence = SentenceFound(field="approach", text=bad, place="side 1", url="https://example.org/a.pdf#page=1")
    shown = pieces_html([piece], "Teksten") + sentences_html([sentence], load_texts("nb"))
    assert "<img" not in shown
    assert "javascript" not in shown
    assert 'href="https://example.org/a.pdf#page=1"' in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_need_is_a_theme_with_how_often_from_where_and_who_might_show_something(language: Language) -> None:
    need = NeedFound(
        text="felles <kajakkvakt>",
        also=["vakt for kajakker"],
        times=4,
        first_day="2026-01-01",
        last_day="2026-02-01",
        cells=[NeedCell(band="små", band_words="små kommuner", region="Nord-Norge", times=4)],
        candidates=[NeedCandidate(solution_id="et-tiltak", title="Et tiltak", municipalities=[])],
    )
    shown = themes_html([need], Visit(language), load_texts(language))
    assert "Felles &lt;kajakkvakt&gt;" in shown
    assert "losning?" in shown
    assert "id=et-tiltak" in shown
    for told in ("vakt for kajakker", "små kommuner, Nord-Norge: 4"):
        assert told in shown
