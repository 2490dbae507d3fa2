"""``make screenshots``: a picture of every page in both languages, wide and narrow, written to ``docs/bilder``."""

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Page, expect

from demo.browser import browser_page
from demo.processes import ROOT, api_command, environment, free_port, server, ui_command
from ui.api_client import ApiClient
from ui.share.desk import Desk

FOLDER = ROOT / "docs" / "bilder"
_ALARM, _BIOGAS = "flekkefjord-brannvakt-trygghetsalarm", "midt-gudbrandsdal-biogass"
_US = {"kommune": "5614"}
# Name of the page → its path and what its address says.
_PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "spor": ("", {}),
    "svar": ("", {"q": "Digitalt tilsyn om natten i små kommuner", **_US}),
    "losning": ("losning", {"id": _ALARM, **_US}),
    "lagret": ("liste", {"lagret": f"{_ALARM},{_BIOGAS}", **_US}),
    "koble": ("koble", {"fylke": "Finnmark", "tema": "digitalt tilsyn"}),
    "om": ("om", {}),
}
# What the page Del is shown with.
_MISSED = "felles vaktordning for brønnborere"
_SHARED = ROOT / "corpus" / "erfaringer" / "asker-torn-hurum-oppgavedeling.md"
_PUBLISHER = "KS"
_WIDTHS = {"bred": 1280, "smal": 390}
_TALLEST = 1800
_QUALITY = 60


def _settle(page: Page) -> None:
    """Wait until a page and its maps and plots have been drawn."""
    expect(page.locator(".st-key-bunn")).to_be_visible()
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        expect(chart.locator("svg, canvas").first).to_be_visible()
    page.wait_for_timeout(800)


def _height(page: Page) -> int:
    height: int = page.locator(".stMainBlockContainer").evaluate("node => node.offsetHeight")
    return min(height, _TALLEST)


def _share(api: str, key: str) -> dict[str, dict[str, str]]:
    """Share a file, and miss something often enough; what the address of each page that needs the key says."""
    with ApiClient(api) as client:
        for municipality in ("5614", "5616", "5618"):
            client.report_need(_MISSED, municipality, "nb")
        desk = Desk(client.as_holder(key, "nb"))
        # Without the headings of our own form: what a source is made of is running text.
        text = re.sub(r"^## .*\n+", "", _SHARED.read_text(encoding="utf-8"), flags=re.MULTILINE)
        upload = desk.send(text.encode(), {"filename": _SHARED.name, "publisher": _PUBLISHER})
        shown = {"opplasting": upload.id}
        return {"del": {}, "del-lest": shown, "del-utkast": {**shown, "utkast": desk.drafts(upload.id)[0].id}}


def _give(page: Page, key: str) -> None:
    field = page.locator(".st-key-felt-del-nokkel input")
    field.fill(key)
    field.press("Enter")
    field.blur()
    expect(page.locator(".st-key-tema, .st-key-det-leste, .st-key-publiser").first).to_be_visible()


def _take(pages: str, key: str, shared: dict[str, dict[str, str]]) -> None:
    every = _PAGES | {name: ("del", said) for name, said in shared.items()}
    for shape, width in _WIDTHS.items():
        with browser_page(width=width, height=900) as page:
            for language in ("nb", "nn"):
                for name, (path, said) in every.items():
                    chosen = {**said, "sprak": language} if language == "nn" else said
                    page.set_viewport_size({"width": width, "height": 900})
                    page.goto(f"{pages}/{path}?{urlencode(chosen)}")
                    _settle(page)
                    if name in shared:
                        _give(page, key)
                        _settle(page)
                    # Streamlit scrolls inside the window: a taller window is the way to a longer picture.
                    page.set_viewport_size({"width": width, "height": _height(page)})
                    _settle(page)
                    picture = Image.open(io.BytesIO(page.screenshot()))
                    picture.save(FOLDER / f"{name}-{language}-{shape}.webp", quality=_QUALITY, method=6)


def _key(extra: dict[str, str]) -> str:
    """A key for an organiser."""
    command = [sys.executable, "-m", "search_api", "keys", "create", "--name", "bilder", "--role", "organiser"]
    done = subprocess.run(command, cwd=ROOT, env=environment(extra), check=True, capture_output=True, text=True)
    return done.stdout.split()[0]


def main() -> int:
    """The command."""
    port, ui_port = free_port(), free_port()
    api, pages = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{ui_port}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        extra = {"KB_DATA": str(work / "data"), "PORT": str(port), "KB_API_URL": api}
        subprocess.run([sys.executable, "-m", "ingest", "add", "corpus/"], cwd=ROOT, env=environment(extra), check=True)
        with (
            server(api_command(), f"{api}/health", work / "api", extra),
            server(ui_command(ui_port), f"{pages}/_stcore/health", work / "ui", extra),
        ):
            key = _key(extra)
            _take(pages, key, _share(api, key))
    print(f"Bildene ligger i {FOLDER.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
