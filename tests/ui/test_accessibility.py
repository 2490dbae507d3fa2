"""WCAG 2.1 AA in a real browser: axe on every page in both languages, narrow screens, zoom and the keyboard alone."""

import re
from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from demo.browser import browser_page
from tests.ui.addresses import addresses

pytestmark = pytest.mark.browser

# To tell of what is in order too takes most of the time.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
# What sticks out to the right of the screen, however it is scrolled; what is only for screen readers may, and what lies
# in a table's own box that scrolls.
STICKING_OUT = """() => [...document.querySelectorAll("main *")].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width > 1 && box.right > window.innerWidth + 1 && getComputedStyle(node).visibility !== "hidden"
    && !node.parentElement.closest(".rull");
}).map((node) => node.outerHTML.slice(0, 120))"""

# Numbers what can be pressed or written in and is seen; of the choices of which one is made, one is in turn.
CONTROLS = """() => {
  const found = [...document.querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex='0']")];
  const seen = found.filter((node) => node.tabIndex >= 0 && !node.disabled && node.checkVisibility()
    && node.getBoundingClientRect().width > 1 && !(node.type === "radio" && !node.checked));
  seen.forEach((node, number) => { node.dataset.nummer = number; });
  return seen.map((node) => node.outerHTML.slice(0, 160));
}"""


def _open(page: Page, address: str) -> None:
    """Open a page and wait until it has stopped drawing."""
    page.goto(address)
    expect(page.locator(".st-key-bunn")).to_be_visible()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    # Streamlit fetches the code of fields and plots when they are first needed, and shows a grey box meanwhile.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        expect(chart.locator("svg, canvas").first).to_be_visible()


def grave(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


def sticking_out(page: Page) -> list[str]:
    """What sticks out at 200 per cent and on a narrow telephone, once the plots have been drawn anew."""
    size = page.viewport_size
    assert size is not None
    found: list[str] = []
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 700})
        with suppress(NotInTime):
            page.wait_for_function(f"({STICKING_OUT})().length === 0", timeout=5_000)
        found += page.evaluate(STICKING_OUT)
    page.set_viewport_size(size)
    return found


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_axe_finds_nothing_serious_on_any_page_and_nothing_sticks_out_of_a_narrow_one(site: str, language: str) -> None:
    with browser_page() as page:
        for name, address in addresses(language).items():
            _open(page, site + address)
            assert grave(page) == [], name
            expect(page.locator("html"), name).to_have_attribute("lang", language)
            expect(page.locator("h1"), name).to_have_count(1)
            expect(page, name).to_have_title(re.compile(" – Løst før$"))
            assert sticking_out(page) == [], name


def test_axe_would_have_seen_text_that_is_too_pale_and_a_button_without_a_name(site: str) -> None:
    with browser_page() as page:
        _open(page, site)
        page.add_style_tag(content="h1 span { color: #c8c8c8 !important }")
        page.evaluate("document.querySelector('.st-key-sok button').replaceChildren()")
        found = " ".join(grave(page))
    assert "color-contrast" in found
    assert "button-name" in found


def test_the_tab_key_reaches_all_that_can_be_pressed_and_is_caught_nowhere(site: str) -> None:
    with browser_page() as page:
        for name, address in addresses("nb").items():
            _open(page, site + address)
            controls: list[str] = page.evaluate(CONTROLS)
            assert len(controls) > 5, name
            reached: set[str | None] = set()
            for _ in range(len(controls) + 5):
                page.keyboard.press("Tab")
                reached.add(page.evaluate("document.activeElement.dataset.nummer"))
            left = [html for number, html in enumerate(controls) if str(number) not in reached]
            assert left == [], name


def test_a_question_can_be_asked_and_followed_with_the_keyboard_alone(site: str) -> None:
    with browser_page() as page:
        _open(page, site)
        page.keyboard.press("Tab")
        # Streamlit's own words are English until the page has put ours in their place.
        expect(page.locator(":focus")).to_have_text("Hopp til innholdet")
        field = page.get_by_label("Hva vil dere ha løst?")
        for _ in range(12):
            if field.evaluate("node => node === document.activeElement"):
                break
            page.keyboard.press("Tab")
        expect(field).to_be_focused()
        # The outline of a field stands on its box, which would cut it off.
        assert field.evaluate("node => getComputedStyle(node.parentElement).outlineStyle") == "solid"
        page.keyboard.type("trygghetsalarm brannvakt")
        expect(field).to_have_value("trygghetsalarm brannvakt")
        page.keyboard.press("Enter")
        link = page.get_by_role("link", name="Se alt om løsningen").first
        expect(link).to_be_visible()
        # What is drawn anew while the page is still being made loses the focus.
        expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
        link.focus()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Hvem som var med")).to_be_visible()
