"""Whole stories in a real browser, over the real API and store, in both languages."""

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from demo.browser import browser_page
from ui.texts import Language, load_texts

pytestmark = pytest.mark.browser


def another(page: Page) -> Page:
    """A page of somebody else in the same browser."""
    browser = page.context.browser
    assert browser is not None
    return browser.new_page()


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_from_a_question_to_somebody_to_ask_and_a_list_for_the_meeting(site: str, language: Language) -> None:
    texts = load_texts(language)
    with browser_page() as page:
        page.goto(f"{site}/?kommune=5614{'&sprak=nn' if language == 'nn' else ''}")
        # The whole page is there: until the button is, Enter asks nothing.
        expect(page.locator(".st-key-eksempel-3")).to_be_visible(timeout=30_000)
        field = page.get_by_label(texts.say("question_label"))
        field.fill("trygghetsalarm hos brannvakta")
        field.press("Enter")
        card = page.locator(".st-key-kort-1")
        expect(card).to_be_visible(timeout=30_000)
        title = card.locator("h3").inner_text().split(maxsplit=1)[1]
        card.get_by_role("button", name=texts.say("save")).click()
        expect(page.get_by_role("link", name=texts.say("page_saved_count", count=1))).to_be_visible(timeout=30_000)

        card.get_by_role("link", name=texts.say("see_all")).click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=30_000)
        assert parse_qs(urlsplit(page.url).query)["kommune"] == ["5614"]
        expect(page.locator(".kontakt a[href^='mailto:']").first).to_be_visible(timeout=30_000)

        page.get_by_role("link", name=texts.say("page_saved_count", count=1)).click()
        expect(page.get_by_role("heading", level=2, name=title)).to_be_visible(timeout=30_000)
        with page.expect_download() as download:
            page.get_by_role("button", name=texts.say("download_csv")).click()
        written = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert [row[texts.say("column_title")] for row in csv.DictReader(io.StringIO(written), delimiter=";")] == [
            title
        ]

        colleague = another(page)
        colleague.goto(page.url)
        expect(colleague.get_by_role("heading", level=2, name=title)).to_be_visible(timeout=30_000)


def test_what_to_ring_can_be_copied(site: str) -> None:
    with browser_page() as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{site}/losning?id=flekkefjord-brannvakt-trygghetsalarm")
        button = page.locator("button.kopier").first
        expect(button).to_have_text("Kopier", timeout=30_000)
        button.click()
        expect(button).to_have_text("Kopiert")
        assert page.evaluate("navigator.clipboard.readText()") == button.get_attribute("data-tekst")


def test_two_tabs_do_not_disturb_each_other(site: str) -> None:
    with browser_page() as first:
        second = another(first)
        first.goto(f"{site}/?q=nattilsyn&kommune=5614")
        second.goto(f"{site}/?q=biogass&sprak=nn")
        expect(second.locator(".st-key-forsto")).to_contain_text("biogass", timeout=30_000)
        expect(first.locator(".st-key-forsto")).to_contain_text("nattilsyn", timeout=30_000)
        second.locator(".st-key-sprak button").click()
        expect(second.get_by_label("Hva vil dere ha løst?")).to_have_value("biogass", timeout=30_000)
        expect(first.get_by_label("Hva vil dere ha løst?")).to_have_value("nattilsyn")
        first.reload()
        expect(first.locator(".st-key-forsto")).to_contain_text("nattilsyn", timeout=30_000)
