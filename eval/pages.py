"""``python -m eval.pages``: how long a reader waits for the pages, and how often their scripts run for one action.

The pages, the API and a real Chromium on this machine, over the whole corpus in a folder of its own. First results are
timed in the browser, from Enter to the first card drawn; a script has run once for each time Streamlit says so. The
questions are the pages' own examples, each asked by another municipality, after one that is not counted.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from demo.browser import browser_page
from demo.processes import free_port, server, ui_command
from eval.building import describe, temporary_base
from eval.provenance import provenance
from eval.report import Report, Table, decimal, write
from eval.served import api
from eval.timings import spread
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.settings import Settings
from ui.texts import EXAMPLES, load_texts

GOAL_S = 1.0
_WAIT_MS = 60_000
# Counts the runs of the page's script, and remembers when the first card of an answer came after Enter.
_WATCH = """() => {
  const app = document.querySelector("[data-test-script-state]");
  window.seen = { runs: 0, asked: 0, card: 0 };
  if (window.watched) return;
  window.watched = true;
  let state = app.getAttribute("data-test-script-state");
  new MutationObserver(() => {
    const now = app.getAttribute("data-test-script-state");
    if (now === "running" && state !== "running") window.seen.runs += 1;
    state = now;
  }).observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
  new MutationObserver(() => {
    const card = document.querySelector(".st-key-kort-1 article");
    if (window.seen.asked && !window.seen.card && card && card.innerText !== window.seen.before)
      window.seen.card = performance.now();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    window.seen.before = document.querySelector(".st-key-kort-1 article")?.innerText;
    window.seen.asked = performance.now();
    window.seen.card = 0;
  }, true);
}"""


@contextmanager
def _pages(api_port: int) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        settings = {"KB_API_URL": f"http://127.0.0.1:{api_port}"}
        with server(ui_command(port), f"{address}/_stcore/health", Path(folder) / "ui", settings):
            yield address


def _still(page: Page) -> None:
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=_WAIT_MS)
    page.wait_for_timeout(500)


def _first_results(page: Page, site: str, asker: str, question: str) -> float:
    """Seconds from Enter to the first card."""
    page.goto(f"{site}/?kommune={asker}")
    expect(page.locator(".st-key-eksempel-3")).to_be_visible(timeout=_WAIT_MS)
    _still(page)
    page.evaluate(_WATCH)
    field = page.get_by_label(load_texts("nb").say("question_label"))
    field.fill(question)
    field.press("Enter")
    page.wait_for_function("window.seen.card > 0", timeout=_WAIT_MS)
    taken: float = page.evaluate("window.seen.card - window.seen.asked")
    return taken / 1000


def _runs(page: Page, act: Callable[[], object]) -> int:
    """How often the script ran for an action, whole or in part."""
    _still(page)
    page.evaluate(_WATCH)
    act()
    page.wait_for_timeout(1500)
    _still(page)
    count: int = page.evaluate("window.seen.runs")
    return count


def _runs_of_actions(page: Page, site: str) -> dict[str, int]:
    texts = load_texts("nb")
    page.goto(f"{site}/?kommune=5614&q=sykehjem")
    expect(page.locator(".st-key-kort-1")).to_be_visible(timeout=_WAIT_MS)
    field = page.get_by_label(texts.say("question_label"))
    field.fill("bestillingstransport")
    counted = {"nytt spørsmål": _runs(page, lambda: field.press("Enter"))}
    filters = page.locator("[data-testid=stExpander] summary").first
    counted["åpne filtrene"] = _runs(page, filters.click)
    counted["lagre en løsning"] = _runs(page, page.locator("[class*=st-key-lagre-] button").first.click)
    counted["bytt målform"] = _runs(page, page.locator(".st-key-sprak button").click)
    page.goto(f"{site}/losning?kommune=5614&id=flekkefjord-brannvakt-trygghetsalarm")
    expect(page.locator(".st-key-bunn")).to_be_visible(timeout=_WAIT_MS)
    counted["lag siden for ledelsen"] = _runs(page, page.locator("[class*=st-key-side-] button").click)
    page.goto(f"{site}/koble?fylke=Finnmark&tema=rekruttering")
    expect(page.locator(".st-key-bunn")).to_be_visible(timeout=_WAIT_MS)
    page.locator(".st-key-juster summary").click()
    counted["velg hva som skal justeres"] = _runs(page, page.get_by_text(texts.say("adjust_take_out")).click)
    return counted


def measure(site: str, settings: Settings, rounds: int) -> dict[str, Any]:
    """The seconds to the first card for each question, and the runs of each action."""
    register = load_register(settings.corpus / "kommuner")
    askers = [each.kommunenummer for each in register]
    questions = [load_texts("nb").say(key) for key in EXAMPLES]
    with browser_page() as page:
        _first_results(page, site, askers[0], questions[0])
        times = [
            _first_results(page, site, askers[(7 * place + 1) % len(askers)], questions[place % len(questions)])
            for place in range(rounds)
        ]
        return {"seconds": [round(each, 3) for each in times], "runs": _runs_of_actions(page, site)}


def report_of(found: dict[str, Any], origin: dict[str, Any]) -> Report:
    """What was measured, as it is written."""
    times = spread(found["seconds"])
    met = "innenfor" if times["p95"] < GOAL_S else "over"
    first = Table(
        heading="Fra Enter til første kort",
        columns=("spørsmål", "p50 (s)", "p95 (s)", "lengst (s)"),
        rows=[
            (str(len(found["seconds"])), decimal(times["p50"]), decimal(times["p95"]), decimal(max(found["seconds"])))
        ],
        note=f"Målet er under {decimal(GOAL_S, 0)} sekund. p95 er {met}. Sidene, API-et og Chromium delte maskinen.",
    )
    runs = Table(
        heading="Hvor mange ganger skriptet kjører",
        columns=("det leseren gjør", "kjøringer"),
        rows=[(action, str(count)) for action, count in found["runs"].items()],
        note="En kjøring er hele siden eller bare den delen som trengs.",
    )
    return Report("sidene", "Hvor fort sidene svarer", origin, {**found, "spread": times}, (first, runs))


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Mål hvor fort sidene svarer, i Chromium.")
    parser.add_argument("--rounds", type=int, default=30, help="hvor mange spørsmål (30)")
    arguments = parser.parse_args(argv)
    with temporary_base() as settings:
        origin = provenance(settings, describe(settings))
        with api() as served, _pages(served.port) as site:
            found = measure(site, settings, arguments.rounds)
    print(f"Skrevet til {write(report_of(found, origin)).name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
