"""What the page's tests share: a real API over the real corpus, and the page run against it."""

from collections.abc import Callable, Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from demo.processes import ROOT
from tests.support.servers import running_api
from ui.configuration import ui_settings

OpenPage = Callable[..., AppTest]


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an API that serves the corpus of the checkout."""
    with running_api(tmp_path_factory.mktemp("api")) as address:
        yield address


@pytest.fixture
def page_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Opens the page over the API at an address, with the given parameters in the page's own address."""

    def open_page(api_url: str, timeout: float = 15, **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("KB_API_URL", api_url)
        monkeypatch.setenv("KB_API_TIMEOUT", str(timeout))
        ui_settings.cache_clear()
        st.cache_data.clear()
        page = AppTest.from_file(str(ROOT / "ui" / "app.py"), default_timeout=60)
        for key, value in address.items():
            page.query_params[key] = value
        return page.run()

    yield open_page
    ui_settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()


def words_on(page: AppTest) -> str:
    """All that a reader sees as text, and Markdown's own marks; the backslashes of the escaping are taken out."""
    shown = (page.title, page.header, page.subheader, page.markdown, page.caption, page.info, page.warning, page.error)
    return "\n".join(str(element.value) for elements in shown for element in elements).replace("\\", "")
