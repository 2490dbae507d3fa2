"""The page in a real browser over a real API: what only a browser can show."""

import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page, expect

from demo.browser import browser_page
from tests.support.fading import fading
from tests.support.servers import running_ui

pytestmark = pytest.mark.browser


def _ask(page: Page, address: str, question: str) -> None:
    page.goto(address)
    # Until the form's button has come, Enter asks nothing.
    expect(page.locator(".st-key-sok button")).to_be_visible()
    field = page.get_by_label("Hva vil dere ha løst?")
    field.fill(question)
    field.press("Enter")
    expect(page.locator(".st-key-kort-1")).to_be_visible()


def test_a_question_gives_cards_with_somebody_to_write_to(site: str) -> None:
    with browser_page() as page:
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))
        _ask(page, site, "Bestillingstransport for eldre i Finnmark")
        expect(page.locator("html")).to_have_attribute("lang", "nb")
        expect(page).to_have_title("Bestillingstransport for eldre i Finnmark – Løst før")
        mail = page.locator(".st-key-kort-1 .kontakt a[href^='mailto:']").first.get_attribute("href")
        assert mail is not None
        assert "erfaringen «" in unquote(mail)
        assert "Traceback" not in page.content()
        expect(page.locator("body")).not_to_contain_text("Press Enter")
        expect(page).to_have_url(re.compile(re.escape(f"q={quote('Bestillingstransport')}")))
        outside = [url for url in asked_for if not url.startswith((site, site.replace("http", "ws"), "data:"))]
        assert outside == []

        page.locator(".st-key-sprak button").click()
        expect(page.get_by_label("Kva vil de ha løyst?")).to_have_value("Bestillingstransport for eldre i Finnmark")
        page.wait_for_function("document.documentElement.lang === 'nn'")

        page.locator(".st-key-felt-kommune input").fill("xqxqxq")
        expect(page.get_by_text("Ingen treff", exact=True)).to_be_visible()


def test_going_back_a_page_brings_the_earlier_question_back(site: str) -> None:
    with browser_page() as page:
        _ask(page, site, "sykehjem")
        field = page.get_by_label("Hva vil dere ha løst?")
        field.fill("vannmålere")
        page.locator(".st-key-sok button").click()
        expect(page.locator(".st-key-forsto")).to_contain_text("vannmålere")
        page.go_back()
        expect(page.locator(".st-key-forsto")).to_contain_text("sykehjem")
        expect(field).to_have_value("sykehjem")


def test_while_the_api_keeps_one_waiting_the_outline_of_cards_stands_there(api: str, tmp_path: Path) -> None:
    with fading(api) as (door, close), running_ui(door, tmp_path, timeout=4) as address, browser_page() as page:
        page.goto(address)
        expect(page.locator(".st-key-sok button")).to_be_visible()
        close.set()
        field = page.get_by_label("Hva vil dere ha løst?")
        field.fill("nattilsyn")
        field.press("Enter")
        expect(page.locator(".omriss")).to_be_visible()
        expect(page.locator(".omriss")).to_have_count(0)
        expect(page.get_by_role("alert")).to_be_visible()
        close.clear()
        page.locator(".st-key-feil-igjen button").click()
        expect(page.locator(".st-key-kort-1")).to_be_visible()
