"""Choosing in one of Streamlit's lists, in a real browser."""

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotInTime

_TRIES = 6
_TRY_MS = 5_000


def choose(page: Page, label: str, words: str, *, exact: bool = True) -> None:
    """Choose ``words`` in the list with this label; the first choice that begins with them where not ``exact``.

    An open list closes when the page is drawn on or scrolls meanwhile, and is then opened again. What is written
    narrows it down, because a long list is drawn as it is scrolled.

    Raises:
        AssertionError: it was never offered.
    """
    field = page.get_by_role("combobox", name=label)
    offered = page.get_by_role("option", name=words, exact=exact).first
    for _ in range(_TRIES):
        expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
        field.click()
        field.fill(words)
        try:
            offered.click(timeout=_TRY_MS)
        except NotInTime:
            continue
        return
    raise AssertionError(f"the list never offered {words}")
