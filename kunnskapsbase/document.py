"""A report, a webinar, a slide deck, a sheet or a web page, and its passages, each with its address in the source."""

from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field


class DocumentKind(StrEnum):
    """What the source is to the people who made it, not which file format it came in."""

    REPORT = "rapport"
    WEBINAR = "webinar"
    PRESENTATION = "presentasjon"
    SHEET = "regneark"
    WEB_PAGE = "nettside"
    OTHER = "dokument"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Spot(_Frozen):
    """Where in its source something stands. Pages, slides and rows count from 1; seconds from the recording's start.

    At most one of page, slide, second and row is set; ``sheet`` names the sheet a row belongs to.
    """

    page: int | None = Field(default=None, ge=1)
    slide: int | None = Field(default=None, ge=1)
    second: float | None = Field(default=None, ge=0)
    row: int | None = Field(default=None, ge=1)
    sheet: str | None = None

    @property
    def minute(self) -> int | None:
        """The minute of the recording, counted from 0 as players show it."""
        return None if self.second is None else int(self.second // 60)


NOWHERE = Spot()


class DocumentPassage(_Frozen):
    """A piece of a document that is matched and quoted as one.

    ``headings`` is the path from the document's top to the passage; ``language`` is nb, nn, se, en, da, sv or und;
    ``speaker`` says who means this, where speakers differ; ``trusted`` is false where the text came out of a flattened
    table, and nothing may be concluded from it; ``kommunenummer`` are the municipalities it names.
    """

    number: int = Field(ge=0)
    text: str = Field(min_length=1)
    spot: Spot = NOWHERE
    headings: tuple[str, ...] = ()
    language: str = "und"
    speaker: str | None = None
    trusted: bool = True
    kommunenummer: tuple[str, ...] = ()


class Document(_Frozen):
    """A document as it is recorded: masked, cleaned, cut and linked. ``url`` is the source's public address.

    ``links`` are the URLs that stood in its text; they are neither matched nor embedded.
    """

    id: str
    kind: DocumentKind
    title: str
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    language: str = "und"
    passages: tuple[DocumentPassage, ...] = ()
    links: tuple[str, ...] = ()


def address(url: str | None, spot: Spot) -> str | None:
    """The address that leads to the spot itself where the source can: a page of a PDF, a second of a recording."""
    if not url:
        return None
    parts = urlsplit(url)
    host = parts.hostname or ""
    if spot.page is not None and parts.path.lower().endswith(".pdf"):
        return urlunsplit(parts._replace(fragment=f"page={spot.page}"))
    if spot.second is None:
        return url
    second = int(spot.second)
    if host.removeprefix("www.") in {"youtube.com", "m.youtube.com", "youtu.be"}:
        kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in {"t", "start"}]
        return urlunsplit(parts._replace(query=urlencode([*kept, ("t", f"{second}s")])))
    if host.removeprefix("www.").removeprefix("player.") == "vimeo.com":
        return urlunsplit(parts._replace(fragment=f"t={second}s"))
    return url
