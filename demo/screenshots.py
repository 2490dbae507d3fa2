"""``make screenshots``: a picture of every page in both languages, wide and narrow, written to ``docs/bilder``."""

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Page, expect

from demo.browser import browser_page
from demo.processes import ROOT, api_command, environment, free_port, server, ui_command

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
_WIDTHS = {"bred": 1280, "smal": 390}
_TALLEST = 1800
_QUALITY = 60


def _settle(page: Page) -> None:
    """Wait until a page and its maps and plots have been drawn."""
    expect(page.locator(".st-key-bunn")).to_be_visible(timeout=60_000)
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        expect(chart.locator("svg, canvas").first).to_be_visible(timeout=60_000)
    page.wait_for_timeout(800)


def _height(page: Page) -> int:
    height: int = page.locator(".stMainBlockContainer").evaluate("node => node.offsetHeight")
    return min(height, _TALLEST)


def _take(pages: str) -> None:
    for shape, width in _WIDTHS.items():
        with browser_page(width=width, height=900) as page:
            for language in ("nb", "nn"):
                for name, (path, said) in _PAGES.items():
                    chosen = {**said, "sprak": language} if language == "nn" else said
                    page.set_viewport_size({"width": width, "height": 900})
                    page.goto(f"{pages}/{path}?{urlencode(chosen)}")
                    _settle(page)
                    # Streamlit scrolls inside the window: a taller window is the way to a longer picture.
                    page.set_viewport_size({"width": width, "height": _height(page)})
                    _settle(page)
                    picture = Image.open(io.BytesIO(page.screenshot()))
                    picture.save(FOLDER / f"{name}-{language}-{shape}.webp", quality=_QUALITY, method=6)


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
            _take(pages)
    print(f"Bildene ligger i {FOLDER.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
