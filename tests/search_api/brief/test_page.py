"""The brief over HTTP: the page, the PDF, what decides which, and what is refused."""

from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from demo.browser import browser_page
from search_api.app import create_app
from search_api.brief.content import tell
from search_api.brief.fitting import fitted
from search_api.brief.html import to_html
from search_api.service import SearchService
from search_api.wording import wording
from tests.support.told import REGISTER, beside, changed, corpus_solutions, overwhelming

ADDRESS = "/v1/solutions/bodo-digitalt-tilsyn/brief"


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


class Outline(HTMLParser):
    """The tags of a page, its headings, and every address it names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.lang: str | None = None
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.lang = said.get("lang")
        self.addresses += [value for name in ("href", "src") if (value := said.get(name))]


def test_the_page_is_html_in_the_readers_language_with_headings_in_order(client: TestClient) -> None:
    response = client.get(ADDRESS, headers={"Accept-Language": "nn"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-language"] == "nn"
    outline = Outline(response.text)
    assert outline.lang == "nn"
    assert [tag for tag in outline.tags if tag in {"h1", "h2", "h3"}] == ["h1", *["h2"] * 9]
    assert {"main", "aside", "footer"} <= set(outline.tags)


def test_nothing_is_fetched_from_elsewhere_and_nothing_may_run(client: TestClient) -> None:
    response = client.get(ADDRESS)
    outline = Outline(response.text)
    assert not {"script", "img", "link", "iframe", "form"} & set(outline.tags)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "url(" not in response.text


def test_the_asker_goes_along_to_the_pdf(client: TestClient) -> None:
    page = client.get(ADDRESS, params={"municipality": "Loppa", "language": "nn"})
    assert "Sett frå Loppa" in page.text
    (address,) = [each for each in Outline(page.text).addresses if each.startswith("?")]
    assert address == "?format=pdf&municipality=5614&language=nn"
    pdf = client.get(ADDRESS + address)
    assert pdf.headers["content-type"] == "application/pdf"
    text = PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
    assert "Sett frå Loppa" in text


@pytest.mark.parametrize(
    ("parameters", "accept", "kind"),
    [
        ({}, "*/*", "text/html"),
        ({}, "application/pdf", "application/pdf"),
        ({}, "text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ({"format": "html"}, "application/pdf", "text/html"),
        ({"format": "pdf"}, "text/html", "application/pdf"),
    ],
)
def test_the_format_asked_for_goes_before_the_accept_header(
    client: TestClient, parameters: dict[str, str], accept: str, kind: str
) -> None:
    response = client.get(ADDRESS, params=parameters, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(kind)
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("parameter", "value", "says"),
    [
        ("municipality", "9999", "9999"),
        ("municipality", "Herøy", "Flere kommuner"),
        ("format", "docx", "Lovlige verdier"),
        ("language", "en", "Lovlige verdier"),
        ("kommune", "5614", "skrivemåten"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(client: TestClient, parameter: str, value: str, says: str) -> None:
    response = client.get(ADDRESS, params={parameter: value})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert says in problem["detail"]
    assert [each["parameter"] for each in problem["errors"]] == [parameter]


def test_a_solution_that_is_not_there_is_a_404_that_names_it(client: TestClient) -> None:
    response = client.get("/v1/solutions/finnes-ikke/brief")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert "finnes-ikke" in response.json()["detail"]


def test_a_text_with_markup_in_it_is_shown_as_it_is_written() -> None:
    words = wording("nb")
    attack = '<script>alert("x")</script> & "sitat" </style>'
    hostile = changed(corpus_solutions()[0], title=attack, approach=attack, lessons=attack)
    page = to_html(fitted(tell(hostile, None, words, date(2026, 11, 29)), words), "?format=pdf", words)
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert page.count("&lt;script&gt;alert(") == 4  # twice in the title, and in the two texts


@pytest.mark.browser
def test_the_page_prints_on_one_sheet_also_when_it_is_full() -> None:
    words = wording("nb")
    crowded = sorted(corpus_solutions(), key=lambda each: len(each.leading))[-3:]
    with browser_page() as page:
        for shelved in (*crowded, overwhelming("Dette er en setning om et tiltak. " * 300), overwhelming("W" * 9000)):
            asker = REGISTER.get("5614")
            brief = fitted(tell(shelved, asker, words, date(2026, 11, 29), beside(shelved, asker)), words)
            page.set_content(to_html(brief, "?format=pdf", words))
            printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
            assert len(printed.pages) == 1, shelved.solution.id
