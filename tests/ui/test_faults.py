"""What goes wrong while somebody reads or writes: a clear word, no trace of the code, and nothing lost."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from demo.browser import browser_page
from demo.processes import ROOT, environment, free_port
from kunnskapsbase.audit import ActorRole
from tests.support.fading import fading
from tests.support.servers import api_settings, running_api, running_ui
from tests.support.writing import BODO, DYROY, corpus_of
from tests.ui.addresses import ALARM
from tests.ui.conftest import OpenPage, new_key, words_on
from tests.ui.test_stories import another
from ui.site import Name
from ui.solution.adopting import KEY

HOSTILE = """\
---
id: ond-tekst
tittel: '<img src=x onerror="window.hacked=1"> Solcellepanel [klikk](javascript:window.hacked=1)'
maalform: nb
sektor: energi
innovasjonstype: prosess
status: drift
aktorer:
  - navn: '<b>Loppa</b> kommune'
    type: kommune
    rolle: initiativtaker
    kommunenummer: ['5614']
kilde:
  url: https://www.loppa.kommune.no/a_(b)?c=%5B1%5D&d=*x*
  tittel: '![bilde](https://ond.no/x.png) ](javascript:window.hacked=1) :red[rød]'
  utgiver: Loppa kommune
  type: prosjektside
verifisering:
  nivaa: lest
---

## Utfordring

Solcellepanel og </div><script>window.hacked=1</script> $x^2$ [lenke](javascript:window.hacked=1)

## Løsning

Solcellepanel :streamlit: og :red[rødt] `kode`.
"""

ADDRESSES: dict[Name, dict[str, str]] = {
    "ask": {"q": "trygghetsalarm"},
    "solution": {"id": ALARM, "kommune": "5614"},
    "saved": {"lagret": ALARM},
    "match": {"fylke": "Finnmark", "tema": "digitalt tilsyn"},
    "about": {},
}


@pytest.mark.parametrize("name", list(ADDRESSES))
def test_an_api_that_fails_is_told_of_in_plain_words_and_nothing_of_it_is_kept(
    page_at: OpenPage, api: str, name: Name
) -> None:
    with fading(api, fails=True) as (address, fail):
        fail.set()
        page = page_at(address, name=name, **ADDRESSES[name])
        assert "svarte noe vi ikke forstår" in page.warning[0].value
        assert "Traceback" not in words_on(page)
        assert not page.exception
        fail.clear()
        page = page.button("feil-igjen").click().run()
        assert not page.warning
        assert not page.error


def test_a_key_that_has_been_revoked_is_said_to_be_and_what_was_written_stays(
    page_at: OpenPage, api: str, api_folder: Path
) -> None:
    key = new_key(api_folder, ActorRole.MUNICIPALITY, "5616", revoked=True)
    page = page_at(api, name="solution", id=ALARM, kommune="5616", sprak="nn")
    page.text_area("felt-effort").set_value("To timar i veka")
    page.text_input(KEY).set_value(key)
    page = page.button("send-tatt-i-bruk").click().run()
    assert "Nøkkelen vart trekt tilbake" in page.warning[0].value
    assert page.text_area("felt-effort").value == "To timar i veka"
    assert not page.success
    assert not page.exception


@dataclass(frozen=True)
class Small:
    """An API and pages of its own over a handful of experiences, in ``folder``."""

    site: str
    api: str
    folder: Path
    corpus: Path

    def remove(self, solution_id: str) -> None:
        """Take a solution down, as whoever runs the service does, and wait until the API knows."""
        command = [sys.executable, "-m", "ingest", "remove", solution_id, "--yes"]
        settings = environment(api_settings(self.folder, self.corpus))
        subprocess.run(command, cwd=ROOT, env=settings, check=True, capture_output=True)
        deadline = time.monotonic() + 60
        while httpx.get(f"{self.api}/v1/solutions/{solution_id}", trust_env=False).status_code != 404:
            assert time.monotonic() < deadline, "the API did not notice"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    """The API is started after the pages: somebody has come too early, and is waiting."""
    folder = tmp_path_factory.mktemp("liten")
    corpus, port = corpus_of(folder), free_port()
    (corpus / "erfaringer" / "ond-tekst.md").write_text(HOSTILE, encoding="utf-8")
    with running_ui(f"http://127.0.0.1:{port}", folder) as site, ExitStack() as serving:
        with browser_page() as early:
            early.goto(site)
            expect(early.locator(".st-key-feil")).to_contain_text("Vi får ikke kontakt")
            api = serving.enter_context(running_api(folder, corpus=corpus, port=port))
            # Nobody presses anything.
            expect(early.locator(".st-key-eksempel-3")).to_be_visible()
            expect(early.locator(".st-key-feil")).to_have_count(0)
        yield Small(site, api, folder, corpus)


def _write(page: Page, effort: str, key: str) -> None:
    # A page that is still being drawn moves its buttons, and a press on one that moves is none.
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    page.locator(".st-key-tatt-i-bruk summary").click()
    page.get_by_label("Hva det krevde").fill(effort)
    page.get_by_label("Kommunens tilgangsnøkkel").fill(key)


@pytest.mark.browser
def test_of_two_tabs_the_slower_one_is_told_and_goes_on_from_what_the_other_wrote(small: Small) -> None:
    key = new_key(small.folder, ActorRole.MUNICIPALITY, "5614")
    address = f"{small.site}/losning?id={DYROY}&kommune=5614"
    with browser_page() as first:
        second = another(first)
        for page in (first, second):
            page.goto(address)
            expect(page.locator(".st-key-bunn")).to_be_visible()
            _write(page, "En kveld" if page is first else "To kvelder", key)
        first.locator(".st-key-send-tatt-i-bruk button").click()
        expect(first.locator(".st-key-tatt-i-bruk")).to_contain_text("Takk.")
        second.locator(".st-key-send-tatt-i-bruk button").click()
        told = second.locator(".st-key-tatt-i-bruk")
        expect(told).to_contain_text("finnes fra før")
        expect(told).to_contain_text("Hva det krevde: En kveld")
        expect(second.get_by_label("Hva det krevde")).to_have_value("To kvelder")
        second.locator(".st-key-send-tatt-i-bruk button").click()
        expect(told).to_contain_text("Hva det krevde: To kvelder")


@pytest.mark.browser
def test_a_solution_that_is_removed_while_it_is_read_is_said_to_be_gone_and_nothing_written_is_lost(
    small: Small,
) -> None:
    key = new_key(small.folder, ActorRole.MUNICIPALITY, "5616")
    with browser_page() as page:
        page.goto(f"{small.site}/losning?id={BODO}&kommune=5616&lagret={BODO}")
        expect(page.locator(".st-key-bunn")).to_be_visible()
        small.remove(BODO)
        _write(page, "Ni timer", key)
        page.locator(".st-key-send-tatt-i-bruk button").click()
        expect(page.locator(".st-key-feil-send")).to_contain_text("kan også være fjernet")
        expect(page.get_by_label("Hva det krevde")).to_have_value("Ni timer")
        page.locator(".st-key-meny").get_by_role("link", name="Lagret").click()
        expect(page.locator("main")).to_contain_text("er ikke her lenger")
        page.go_back()
        expect(page.locator("main")).to_contain_text("Vi finner ikke denne løsningen")
        assert "Traceback" not in page.content()


@pytest.mark.browser
def test_a_hostile_text_is_shown_as_the_letters_it_is(small: Small) -> None:
    with browser_page() as page:
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))
        page.goto(f"{small.site}/?q=solcellepanel")
        card = page.locator(".st-key-kort-1 article")
        shown = card.inner_text().replace("\u2060", "")
        for text in ("<script>window.hacked=1</script>", "[klikk](javascript:window.hacked=1)", "$x^2$", "`kode`"):
            assert text in shown
        assert ":streamlit: og :red[rødt]" in shown
        assert "<b>Loppa</b> kommune" in shown
        assert page.evaluate("window.hacked") is None
        page.locator(".st-key-kort-1").get_by_role("link", name="Se alt om løsningen").click()
        expect(page.get_by_role("heading", name="Hvem som var med")).to_be_visible()
        assert "<b>Loppa</b> kommune" in page.locator("article").inner_text()
        assert page.evaluate("window.hacked") is None
        card = page.locator("article")
        addresses = [link.get_attribute("href") or "" for link in card.locator("a").all()]
        assert addresses
        assert all(each.startswith(("https://", "http://", "mailto:", "tel:")) for each in addresses)
        assert "https://www.loppa.kommune.no/a_(b)?c=%5B1%5D&d=*x*" in addresses
        assert card.locator("img, script").count() == 0
        assert not [url for url in asked_for if "ond.no" in url]
