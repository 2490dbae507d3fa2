"""``make demo-check``: start everything on free ports, ask five questions, use the page in Chromium, and stop.

1 when anything is not as a new user must find it.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from demo.__main__ import QUESTION, ask, show
from demo.browser import browser_page
from demo.processes import ROOT, api_command, environment, free_port, server, ui_command

# Not among the questions that quality is measured on.
QUESTIONS = (
    QUESTION,
    "Korleis kan ein liten kommune på Vestlandet få fleire til å bruke biblioteket?",
    "vannlekkasjer for Loppa",
    "Hvem har fått ned sykefraværet i barnehagene?",
    "Felles legevakt mellom kommuner under 5 000 innbyggere",
)


class NotAsItShouldBeError(Exception):
    """The product did not do what a new user must be able to count on."""


def _must(holds: object, what: str) -> None:
    if not holds:
        raise NotAsItShouldBeError(what)


def _ask_five(api: str) -> None:
    for question in QUESTIONS:
        answer: dict[str, Any] = ask(api, question)
        print(f"{show(answer)}\n")
        _must(answer["results"], f"ingen treff på «{question}»")
        for hit in answer["results"]:
            _must(hit["why"] and hit["source"]["url"], f"{hit['id']} mangler grunner eller kilde")
            _must(hit["contact"], f"{hit['id']} mangler kontakt")


def _use_the_page(pages: str) -> None:
    with browser_page(height=1600) as page:
        page.goto(pages)
        field = page.get_by_role("textbox").first
        # Until the form's button has come, Enter asks nothing.
        expect(page.locator(".st-key-sok button")).to_be_visible()
        field.fill(QUESTION)
        field.press("Enter")
        contact = page.locator("a[href^='mailto:']").first
        expect(contact).to_be_visible()
        _must(page.locator("[class*='st-key-kort-']").count(), "siden viser ingen kort")
        _must("Traceback" not in page.content(), "siden viser en feil")


def check() -> None:
    """Run the whole check.

    Raises:
        NotAsItShouldBeError: something is not as it should be.
    """
    port, ui_port = free_port(), free_port()
    api, pages = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{ui_port}"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        extra = {"KB_DATA": str(work / "data"), "PORT": str(port), "KB_API_URL": api}
        began = time.monotonic()
        subprocess.run([sys.executable, "-m", "ingest", "add", "corpus/"], cwd=ROOT, env=environment(extra), check=True)
        print(f"Korpuset er tatt inn på {time.monotonic() - began:.0f} s.\n")
        with (
            server(api_command(), f"{api}/health", work / "api", extra),
            server(ui_command(ui_port), f"{pages}/_stcore/health", work / "ui", extra),
        ):
            _ask_five(api)
            _use_the_page(pages)
    print("Alt virker.")


def main() -> int:
    """The command."""
    try:
        check()
    except (NotAsItShouldBeError, FileNotFoundError) as wrong:
        print(f"Ikke som det skal: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
