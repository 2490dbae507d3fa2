"""What the page's tests share: a real API over the real corpus, and the page run against it."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from demo.processes import ROOT
from kunnskapsbase.audit import ActorRole
from kunnskapsbase.records import Keys
from kunnskapsbase.settings import Settings
from tests.support.servers import api_settings, running_api, running_ui, serving_api
from tests.support.writing import corpus_of
from ui.configuration import ui_settings
from ui.site import PLACES, Name

_TAG = re.compile(r"<[^>]+>")
OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def api_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the API keeps its store."""
    return tmp_path_factory.mktemp("api")


@pytest.fixture(scope="session")
def api(taken_in: Path, api_folder: Path) -> Iterator[str]:
    """The address of an API that serves the corpus of the checkout and may be written to."""
    shutil.copytree(taken_in, api_folder / "data")
    with serving_api(api_folder, api_settings(api_folder)) as address:
        yield address


def new_key(api_folder: Path, role: ActorRole, kommunenummer: str | None = None, *, revoked: bool = False) -> str:
    """A key to the API that keeps its store in ``api_folder``."""
    keys = Keys(Settings(data=api_folder / "data").database)
    try:
        key, secret = keys.create("prøve", role, date.today(), kommunenummer)
        if revoked:
            keys.revoke(key.id, date.today())
    finally:
        keys.close()
    return secret


@pytest.fixture(scope="session")
def loppas_key(api: str, api_folder: Path) -> str:
    """A key with which Loppa may write through the API."""
    return new_key(api_folder, ActorRole.MUNICIPALITY, "5614")


@pytest.fixture(scope="session")
def adviser_key(api: str, api_folder: Path) -> str:
    """A key with which an adviser may write through the API."""
    return new_key(api_folder, ActorRole.ADVISER)


@dataclass(frozen=True)
class Shared:
    """An API of a few experiences that may be published to: its address, and keys of an organiser and of others."""

    api: str
    key: str
    revoked: str
    municipalitys: str

    @property
    def headers(self) -> dict[str, str]:
        """What an organiser's requests carry."""
        return {"Authorization": f"Bearer {self.key}"}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """A small API of its own: what is published there is in nobody else's way, and soon indexed."""
    folder = tmp_path_factory.mktemp("deling")
    extra = {"KB_INDEX_DELAY_SECONDS": "0.2", "KB_WRITES_PER_MINUTE": "0"}
    with running_api(folder, corpus=corpus_of(folder), extra=extra) as address:
        key, revoked = (new_key(folder, ActorRole.ORGANISER, revoked=each) for each in (False, True))
        yield Shared(address, key, revoked, new_key(folder, ActorRole.MUNICIPALITY, "5614"))


@pytest.fixture(scope="session")
def site(api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pages as a server of its own, over the real API."""
    with running_ui(api, tmp_path_factory.mktemp("ui")) as address:
        yield address


@pytest.fixture
def page_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Opens the page over the API at an address, with the given parameters in the page's own address."""

    def open_page(api_url: str, timeout: float = 15, name: Name = "ask", **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("KB_API_URL", api_url)
        monkeypatch.setenv("KB_API_TIMEOUT", str(timeout))
        ui_settings.cache_clear()
        st.cache_data.clear()
        page = AppTest.from_file(str(ROOT / "ui" / "app.py"), default_timeout=60)
        if name != "ask":
            # Streamlit knows the other pages once the first has run.
            page.run().switch_page(PLACES[name].script)
        for key, value in address.items():
            page.query_params[key] = value
        return page.run()

    yield open_page
    ui_settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()


def plain(html: str) -> str:
    """The words of a piece of HTML, a line for each element."""
    return "\n".join(line for part in _TAG.split(html) if (line := unescape(part).strip()))


def words_on(page: AppTest) -> str:
    """All that a reader sees as text, and Markdown's own marks; the backslashes of the escaping are taken out."""
    shown = (page.title, page.header, page.subheader, page.markdown, page.caption, page.info, page.warning, page.error)
    said = "\n".join(str(element.value) for elements in shown for element in elements).replace("\\", "")
    pieces = [each.value for each in page.html if not each.value.startswith(("<style", "<script"))]
    return "\n".join([said, *map(plain, pieces)])
