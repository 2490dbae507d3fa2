"""What a web page says of itself: title, publisher, date and address, found by trafilatura's own steps.

The library's ``extract_metadata`` looks for authors, categories, tags and licences as well, which nobody asks for here
and which take more than half of its time: to find an author it copies the whole page. The steps that are asked for are
taken one by one instead, in its order; a test holds what they give against what it gives.
"""

import contextlib
import re

from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura.metadata import examine_meta, extract_meta_json, extract_sitename, extract_title, extract_url
from trafilatura.settings import Document

_HOST = re.compile(r"https?://(?:www\.|w[0-9]+\.)?([^/]+)")


def page_metadata(tree: HtmlElement) -> dict[str, str]:
    """``tittel``, ``utgiver``, ``dato`` (YYYY-MM-DD) and ``url``, each only where the page says it."""
    said: Document = examine_meta(tree)
    # As in the library: the JSON of a page may be anything, and what was found before stands.
    with contextlib.suppress(Exception):
        said = extract_meta_json(tree, said)
    said.title = said.title or extract_title(tree)
    said.url = said.url or extract_url(tree)
    # Without metadata the extensive search takes any date it finds in the text, a deadline or a copyright.
    said.date = find_date(tree, extensive_search=False, original_date=True, url=said.url)
    said.sitename = _publisher(said.sitename or extract_sitename(tree), said.url)
    said.clean_and_trim()
    values = {
        "tittel": said.title,
        "utgiver": said.sitename,
        "dato": said.date,
        "url": said.url if said.url and said.url.startswith(("http://", "https://")) else None,
    }
    return {name: " ".join(value.split()) for name, value in values.items() if value and value.strip()}


def _publisher(name: str | None, url: str | None) -> str | None:
    """The site's name as a name, without the mark of an account; else the host of its address."""
    if not name:
        host = _HOST.match(url) if url else None
        return host[1] if host else None
    name = name.lstrip("@")
    return name.title() if name and "." not in name and not name[0].isupper() else name
