"""An organiser's whole story in a real browser, in both languages: from a file to an experience that a search finds."""

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import FilePayload, Page, expect

from demo.browser import browser_page
from tests.support.choosing import choose
from tests.support.servers import running_ui
from tests.support.sharing import CORRECTED, PRIVATE, SOURCE, TRANSCRIPT
from tests.ui.conftest import Shared
from tests.ui.test_accessibility import grave, sticking_out
from ui.texts import Language, Texts, load_texts

pytestmark = pytest.mark.browser

LESSONS = "Byrja i god tid, og spør naboane."


@pytest.fixture(scope="module")
def pages(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages over the small API."""
    with running_ui(shared.api, tmp_path_factory.mktemp("ui-deling")) as address:
        yield address


def told_in(language: Language) -> tuple[str, str]:
    """A transcript of its own for each language, and what is searched for."""
    word = "pram" if language == "nb" else "kano"
    return TRANSCRIPT.replace("kajakk", word), f"felles {word}vakt"


def give_key(page: Page, key: str, texts: Texts) -> None:
    field = page.get_by_label(texts.say("share_key"))
    expect(field).to_be_visible()
    field.fill(key)
    field.press("Enter")


def is_sound(page: Page, name: str) -> None:
    """Nothing that axe calls serious, and nothing that sticks out, also on a narrow telephone."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    assert grave(page) == [], name
    assert sticking_out(page) == [], name


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_from_a_file_to_an_experience_that_is_found(pages: str, shared: Shared, language: Language) -> None:
    texts = load_texts(language)
    transcript, wanted = told_in(language)
    chosen = "?sprak=nn" if language == "nn" else ""
    with browser_page() as page:
        page.goto(f"{pages}/del{chosen}")
        give_key(page, shared.key, texts)
        _send(page, transcript, texts)
        _look_at_what_was_read(page)
        _open_the_draft(page, shared.key, texts)
        solution_id = _correct_and_publish(page, wanted, texts)
        page.get_by_role("link", name=texts.say("share_see_published")).click()
        title = page.get_by_role("heading", level=1, name=wanted.capitalize())
        expect(title).to_be_visible()
        assert parse_qs(urlsplit(page.url).query)["id"] == [solution_id]
        expect(page.locator("main")).to_contain_text(LESSONS)
        _wait_until_found(shared, wanted)
        page.goto(f"{pages}/?q={wanted.replace(' ', '+')}{chosen.replace('?', '&')}")
        card = page.locator(".st-key-kort-1")
        expect(card).to_contain_text(wanted.capitalize())
        expect(card).to_contain_text(SOURCE["publisher"])


def _wait_until_found(shared: Shared, wanted: str) -> None:
    """The index follows in the background, and a browser that asked meanwhile would be in its way."""
    with httpx.Client(base_url=shared.api, timeout=30, trust_env=False) as client:
        for _ in range(120):
            if wanted.capitalize() in client.get("/v1/solutions", params={"q": wanted}).text:
                return
            time.sleep(0.5)
    pytest.fail(f"{wanted} was published, and is not found")


def _send(page: Page, transcript: str, texts: Texts) -> None:
    expect(page.locator(".st-key-del-fil")).to_be_visible()
    expect(page.locator(".st-key-tema")).to_be_visible()
    is_sound(page, "form")
    file = FilePayload(name="<img src=x onerror=alert(1)>.vtt", mimeType="text/vtt", buffer=transcript.encode())
    page.set_input_files("input[type=file]", file)
    page.get_by_label(texts.say("share_title_field")).fill(SOURCE["title"])
    page.get_by_label(texts.say("share_publisher")).fill(SOURCE["publisher"])
    page.get_by_label(texts.say("share_url")).fill(SOURCE["url"])
    expect(page.locator("[data-testid=stFileUploader]")).to_contain_text(".vtt")
    page.locator(".st-key-send-fil button").click()


def _look_at_what_was_read(page: Page) -> None:
    expect(page.locator(".st-key-det-leste ol.biter li").first).to_be_visible()
    words = page.locator("main").inner_text()
    assert "<img src=x onerror=alert(1)>.vtt" in words
    assert page.locator("main img[src=x]").count() == 0
    assert not any(private in words for private in PRIVATE)
    link = page.locator(".st-key-det-leste a").last
    expect(link).to_have_attribute("href", f"{SOURCE['url']}&t=79s")
    is_sound(page, "upload")
    assert "opplasting" in parse_qs(urlsplit(page.url).query)


def _open_the_draft(page: Page, key: str, texts: Texts) -> None:
    page.locator(".st-key-utkastene button").first.click()
    expect(page.locator(".st-key-publiser")).to_be_visible()
    expect(page.locator(".kildesitat").first).to_contain_text("Loppa kommune")
    is_sound(page, "draft")
    # What is written and not saved is there again: for whoever goes back a page, after the field or from within it,
    title, lessons = (page.get_by_label(texts.say(f"share_field_{name}")) for name in ("title", "lessons"))
    lessons.fill("Byrja i god tid.")
    lessons.blur()
    page.go_back()
    expect(page.locator(".st-key-det-leste")).to_be_visible()
    page.locator(".st-key-utkastene button").first.click()
    expect(lessons).to_have_value("Byrja i god tid.")
    lessons.fill(LESSONS)
    page.go_back()
    expect(page.locator(".st-key-det-leste")).to_be_visible()
    page.go_forward()
    expect(lessons).to_have_value(LESSONS)
    # for whoever follows a link from within a field, which leads where it says,
    title.fill("Kladd")
    page.locator(".st-key-meny").get_by_role("link", name=texts.say("page_about")).click()
    expect(page.get_by_role("heading", level=1, name=texts.say("about_title"))).to_be_visible()
    page.go_back()
    expect(title).to_have_value("Kladd")
    # and for whoever loads the page again: nothing but the key is lost, which is kept nowhere.
    assert key not in page.evaluate("JSON.stringify([sessionStorage, localStorage])")
    page.reload()
    give_key(page, key, texts)
    expect(title).to_have_value("Kladd")
    expect(lessons).to_have_value(LESSONS)


def _correct_and_publish(page: Page, wanted: str, texts: Texts) -> str:
    for name in ("challenge", "approach"):
        page.get_by_label(texts.say(f"share_field_{name}")).fill(CORRECTED[name])
    page.get_by_label(texts.say("share_field_title")).fill(wanted.capitalize())
    choose(page, texts.say("share_field_sector"), texts.say("sector_teknisk"))
    choose(page, texts.say("share_field_innovation_type"), texts.say("share_new_organisering"))
    publish = page.locator(".st-key-publiser button")
    publish.click()
    # Nobody has said that the source was read: it is kept, and not published.
    expect(page.get_by_text(texts.say("share_not_confirmed"))).to_be_visible()
    page.get_by_text(texts.say("share_confirm")).click()
    publish.click()
    expect(page.get_by_text(texts.say("share_published"))).to_be_visible()
    is_sound(page, "published")
    # Saved, and what is saved is no longer kept in the browser.
    expect(page.get_by_label(texts.say("share_field_lessons"))).to_have_value(LESSONS)
    assert LESSONS not in page.evaluate("JSON.stringify(sessionStorage)")
    link = page.get_by_role("link", name=texts.say("share_see_published"))
    return parse_qs(urlsplit(link.get_attribute("href") or "").query)["id"][0]


def test_a_page_that_is_loaded_again_in_mid_upload_loses_nothing(pages: str, shared: Shared) -> None:
    texts = load_texts("nb")
    transcript = TRANSCRIPT.replace("kajakk", "robåt")
    with browser_page() as page:
        page.goto(f"{pages}/del")
        give_key(page, shared.key, texts)
        file = FilePayload(name="robåt.vtt", mimeType="text/vtt", buffer=transcript.encode())
        page.set_input_files("input[type=file]", file)
        expect(page.locator("[data-testid=stFileUploader]")).to_contain_text("robåt.vtt")
        page.locator(".st-key-send-fil button").click()
        # As when it is loaded again, also where the file has been read already and the address has changed.
        page.goto(f"{pages}/del")
        # What had come to the API is read all the same; what had not, is sent again, and is one upload either way.
        for _ in range(2):
            give_key(page, shared.key, texts)
            expect(page.locator(".st-key-tema")).to_be_visible()
            if "robåt.vtt" in page.locator(".st-key-opplastinger").inner_text():
                break
            page.set_input_files("input[type=file]", file)
            expect(page.locator("[data-testid=stFileUploader]")).to_contain_text("robåt.vtt")
            page.locator(".st-key-send-fil button").click()
            expect(page.locator(".st-key-utkastene")).to_be_visible()
            page.goto(f"{pages}/del")
        expect(page.locator(".st-key-opplastinger")).to_contain_text("robåt.vtt")
    found = httpx.get(f"{shared.api}/v1/uploads", headers=shared.headers, trust_env=False).json()["results"]
    assert [each["file_name"] for each in found].count("robåt.vtt") == 1


def test_a_file_that_is_too_large_is_refused_in_the_page_before_it_is_sent(pages: str, shared: Shared) -> None:
    texts = load_texts("nb")
    with browser_page() as page:
        page.goto(f"{pages}/del")
        give_key(page, shared.key, texts)
        expect(page.locator(".st-key-del-fil")).to_be_visible()
        expect(page.locator("input[type=file]")).to_be_attached()
        # A file of 300 MB that takes no memory: the browser makes it where it is chosen.
        page.evaluate(
            """() => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array(300 * 1024 * 1024)], "stor.vtt"));
              const field = document.querySelector("input[type=file]");
              field.files = data.files;
              field.dispatchEvent(new Event("change", { bubbles: true }));
            }"""
        )
        expect(page.get_by_text(texts.say("own_too_large"))).to_be_visible()
