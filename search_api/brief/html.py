"""The brief as a web page that prints on one A4 page, with everything in it and every text escaped."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from search_api.brief.content import Brief, Line, Mark
from search_api.wording import Wording

# Nothing is fetched and nothing is run: should a text ever get past the escaping, it can still do nothing.
SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def _by_mark(lines: Sequence[Line]) -> list[tuple[Mark, list[Line]]]:
    """Neighbouring lines with the same mark together: a list, or paragraphs."""
    return [(mark, list(group)) for mark, group in groupby(lines, key=lambda line: line.mark)]


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["by_mark"] = _by_mark
    return environment.get_template("page.html")


def to_html(brief: Brief, pdf_address: str, words: Wording) -> str:
    """The page; ``pdf_address`` is where the same can be had as a PDF."""
    return _template().render(brief=brief, pdf_address=pdf_address, as_pdf=words.say("brief_as_pdf"))
