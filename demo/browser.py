"""Headless Chromium, started for a look at the page and gone after it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright's own 5 s are too few for a page that shares two cores with other work.
_PATIENCE_MS = 60_000


def chromium() -> str | None:
    """Where Chromium is installed, or ``None``."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def browser_page(*, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A page in Chromium.

    Raises:
        FileNotFoundError: Chromium is not installed.
    """
    executable = chromium()
    if executable is None:
        raise FileNotFoundError("Fant ikke Chromium. Installer det, for eksempel: apt-get install chromium")
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            yield browser.new_page(viewport={"width": width, "height": height}, locale="nb-NO")
        finally:
            browser.close()
