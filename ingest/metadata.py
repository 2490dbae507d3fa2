"""What is known of a document beside its text: title, publisher, address, date, kind, and the webinar it is of.

Several may say it. What comes first in this order counts, field by field: the person who adds the file (options of the
command), the note beside the file (``ingest.sidecar``), the catalogue (``ingest.catalogue``), the file itself.
"""

from dataclasses import dataclass, fields, replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from ingest.blocks import Block, BlockKind, SourceType
from kunnskapsbase.document import DocumentKind
from kunnskapsbase.errors import InputError

_LONGEST_TITLE = 300
# What a file is to people, where nobody has said it.
_KINDS = {
    SourceType.VTT: DocumentKind.WEBINAR,
    SourceType.SRT: DocumentKind.WEBINAR,
    SourceType.AUDIO: DocumentKind.WEBINAR,
    SourceType.PPTX: DocumentKind.PRESENTATION,
    SourceType.XLSX: DocumentKind.SHEET,
    SourceType.CSV: DocumentKind.SHEET,
    SourceType.JSONL: DocumentKind.SHEET,
    SourceType.HTML: DocumentKind.WEB_PAGE,
}

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST_TITLE)]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What somebody says of a document; None is left for the next to say.

    ``webinar`` is a webinar's id; ``report`` is a report's id in the catalogue, which only the catalogue says.
    """

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    kind: DocumentKind | None = None
    webinar: str | None = None
    report: str | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """This, with the gaps filled from ``other``."""
        gaps = {each.name: getattr(other, each.name) for each in fields(self) if getattr(self, each.name) is None}
        return replace(self, **gaps)


class Note(BaseModel):
    """Metadata as people write it, in the fields of a note beside the file or the options of the command."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    title: Line | None = Field(default=None, alias="tittel")
    publisher: Line | None = Field(default=None, alias="utgiver")
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = Field(
        default=None, alias="dato"
    )
    kind: DocumentKind | None = Field(default=None, alias="type")
    webinar: str | None = None

    def metadata(self) -> Metadata:
        """The same, to be merged with what others say."""
        return Metadata(self.title, self.publisher, self.url, self.date, self.kind, self.webinar)


def from_options(values: dict[str, str | None]) -> Metadata:
    """Metadata out of the command's options (``title``, ``publisher``, ``url``, ``date``, ``kind``, ``webinar``).

    Raises:
        InputError: a value cannot be used; says which.
    """
    try:
        return Note.model_validate({name: value for name, value in values.items() if value is not None}).metadata()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        option = {"tittel": "title", "utgiver": "publisher", "dato": "date", "type": "kind"}.get(name, name)
        kinds = ", ".join(DocumentKind)
        asks = {
            "url": "skal være hele adressen, fra http:// eller https://",
            "date": "skal være 2021, 2021-05 eller 2021-05-04",
            "kind": f"skal være én av {kinds}",
        }
        raise InputError(f"--{option} {asks.get(option, 'er tom eller for lang')}.", option) from None


def from_file(said: dict[str, str], blocks: list[Block], stem: str) -> Metadata:
    """What the file says of itself, then its first heading, then its name; other values are taken only if they fit."""
    own = Metadata()
    for name, key in (("title", "tittel"), ("publisher", "utgiver"), ("url", "url"), ("date", "dato")):
        value = (said.get(key) or "").strip()[:_LONGEST_TITLE]
        try:
            noted = Note.model_validate({name: value}) if value else Note()
        except ValidationError:
            # A PDF's «D:20170130…» or a title of blanks: no reason to refuse the document.
            continue
        own = own.over(noted.metadata())
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING and block.text.strip()), None)
    name = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return own.over(Metadata(title=(heading or name or "Uten tittel").strip()[:_LONGEST_TITLE]))


def kind_of(source_type: SourceType) -> DocumentKind:
    """What a file of this format is, where nobody has said otherwise."""
    return _KINDS.get(source_type, DocumentKind.OTHER)
