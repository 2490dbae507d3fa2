"""Whole stories in a real browser, over the real API and store, in both languages."""

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from demo.browser import browser_page
from tests.support.choosing import choose
from ui.texts import Language, Texts, load_texts

pytestmark = pytest.mark.browser


def _all_drawn(page: Page) -> None:
    """Wait until the page is: one that is being drawn moves its buttons, and a press on one that moves is none."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()


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
        expect(page.locator(".st-key-eksempel-3")).to_be_visible()
        field = page.get_by_label(texts.say("question_label"))
        field.fill("trygghetsalarm hos brannvakta")
        field.press("Enter")
        card = page.locator(".st-key-kort-1")
        expect(card).to_be_visible()
        title = card.locator("h3").inner_text().split(maxsplit=1)[1]
        card.get_by_role("button", name=texts.say("save")).click()
        expect(page.get_by_role("link", name=texts.say("page_saved_count", count=1))).to_be_visible()

        card.get_by_role("link", name=texts.say("see_all")).click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        assert parse_qs(urlsplit(page.url).query)["kommune"] == ["5614"]
        expect(page.locator(".kontakt a[href^='mailto:']").first).to_be_visible()

        page.get_by_role("link", name=texts.say("page_saved_count", count=1)).click()
        expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name=texts.say("download_csv")).click()
        written = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert [row[texts.say("column_title")] for row in csv.DictReader(io.StringIO(written), delimiter=";")] == [
            title
        ]

        colleague = another(page)
        colleague.goto(page.url)
        expect(colleague.get_by_role("heading", level=2, name=title)).to_be_visible()


def _in(texts: Texts) -> str:
    return "&sprak=nn" if texts.language == "nn" else ""


def _keyed(page: Page, expander: str, label: str, key: str) -> None:
    """Open a folded form and fill in the key."""
    page.locator(f".st-key-{expander} summary").click()
    page.get_by_label(label).fill(key)


@pytest.mark.parametrize(("language", "who"), [("nb", "5614"), ("nn", "5616")])
def test_from_a_question_to_a_mentor_and_to_having_taken_it_into_use(
    site: str, adviser_key: str, language: Language, who: str
) -> None:
    texts = load_texts(language)
    with browser_page() as page:
        page.goto(f"{site}/?q=solceller+på+tak&kommune={who}{_in(texts)}")
        card = page.locator(".st-key-kort-1")
        expect(card).to_be_visible()
        card.get_by_role("link", name=texts.say("see_all")).click()
        helpers = page.get_by_role("heading", name=texts.say("helpers"))
        expect(helpers).to_be_visible()
        mentors = page.locator(".fakta").filter(has=helpers).locator("li")
        expect(mentors.first).to_contain_text("ikkje spurd enno" if language == "nn" else "ikke spurt ennå")
        expect(mentors.first.locator("a[href^='mailto:'], a[href^='tel:']").first).to_be_visible()

        _keyed(page, "tatt-i-bruk", texts.say("adoption_key"), adviser_key)
        page.get_by_text(texts.say("adopting_følger")).click()
        page.locator(".st-key-send-tatt-i-bruk button").click()
        told = page.locator(".st-key-tatt-i-bruk")
        expect(told).to_contain_text(texts.say("adoption_sent"))
        effort = page.get_by_label(texts.say("adoption_effort"))
        effort.fill("<i>To</i> kveldar")
        # What is written and not sent is there again for whoever looks at another page, and the key is not.
        page.locator(".st-key-meny").get_by_role("link", name=texts.say("page_about")).click()
        expect(page.get_by_role("heading", level=1, name=texts.say("about_title"))).to_be_visible()
        page.go_back()
        _keyed(page, "tatt-i-bruk", texts.say("adoption_key"), adviser_key)
        expect(effort).to_have_value("<i>To</i> kveldar")
        _all_drawn(page)
        page.get_by_text(texts.say("adopting_tar_i_bruk")).click()
        _all_drawn(page)
        page.locator(".st-key-send-tatt-i-bruk button").click()
        expect(told).to_contain_text("<i>To</i> kveldar")
        name = "Loppa" if who == "5614" else "Hasvik"
        expect(page.locator(".tidslinje").get_by_text(name)).to_have_count(2)

        neighbour = another(page)
        neighbour.goto(page.url.replace(who, "5622"))
        expect(neighbour.locator(".deltakere")).to_contain_text(name)


@pytest.mark.parametrize(("language", "county"), [("nb", "Finnmark"), ("nn", "Troms")])
def test_from_a_county_to_a_board_that_is_adjusted_and_taken_along(
    site: str, adviser_key: str, language: Language, county: str
) -> None:
    texts = load_texts(language)
    with browser_page() as page:
        page.goto(f"{site}/koble?{_in(texts)[1:]}")
        choose(page, texts.say("match_area"), county)
        page.get_by_label(texts.say("match_theme")).fill("rekruttering")
        page.locator(".st-key-vis-tavle button").click()
        first = page.locator(".tavle tbody tr").first
        expect(first).to_be_visible()
        asker = first.locator("th").inner_text()

        _keyed(page, "juster", texts.say("adjust_key"), adviser_key)
        page.get_by_label(texts.say("adjust_words")).fill("Dei kjenner kvarandre.")
        page.reload()
        _keyed(page, "juster", texts.say("adjust_key"), adviser_key)
        expect(page.get_by_label(texts.say("adjust_words"))).to_have_value("Dei kjenner kvarandre.")
        choose(page, texts.say("adjust_pair"), f"{asker} spør", exact=False)
        page.locator(".st-key-send-juster button").click()
        expect(page.locator(".st-key-juster")).to_contain_text(texts.say("adjust_done"))
        expect(first).to_contain_text("Dei kjenner kvarandre.")

        page.get_by_role("button", name=texts.say("match_sheet_csv")).click()
        with page.expect_download() as download:
            page.get_by_role("button", name=texts.say("match_download")).click()
        written = Path(download.value.path()).read_text(encoding="utf-8")
        lines = list(csv.reader(io.StringIO(written)))
        assert [line[-1] for line in lines if line[0] == asker] == ["Dei kjenner kvarandre."]
        assert len(lines) > 10
        colleague = another(page)
        colleague.goto(page.url)
        expect(colleague.locator(".tavle")).to_contain_text("Dei kjenner kvarandre.")


def test_what_to_ring_can_be_copied(site: str) -> None:
    with browser_page() as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{site}/losning?id=flekkefjord-brannvakt-trygghetsalarm")
        button = page.locator("button.kopier").first
        expect(button).to_have_text("Kopier")
        button.click()
        expect(button).to_have_text("Kopiert")
        assert page.evaluate("navigator.clipboard.readText()") == button.get_attribute("data-tekst")


def test_two_tabs_do_not_disturb_each_other(site: str) -> None:
    with browser_page() as first:
        second = another(first)
        first.goto(f"{site}/?q=nattilsyn&kommune=5614")
        second.goto(f"{site}/?q=biogass&sprak=nn")
        expect(second.locator(".st-key-forsto")).to_contain_text("biogass")
        expect(first.locator(".st-key-forsto")).to_contain_text("nattilsyn")
        second.locator(".st-key-sprak button").click()
        expect(second.get_by_label("Hva vil dere ha løst?")).to_have_value("biogass")
        expect(first.get_by_label("Hva vil dere ha løst?")).to_have_value("nattilsyn")
        first.reload()
        expect(first.locator(".st-key-forsto")).to_contain_text("nattilsyn")
