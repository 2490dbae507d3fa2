"""The addresses in the corpus, each once, with the files that name it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ingest.front_matter import Value, read_front_matter
from ingest.problems import FileRejectedError
from ingest.report_catalogue import CATALOGUE_NAME, load_reports
from ingest.text_files import read_text
from kunnskapsbase.errors import InputError

# Templates hold no sources, and the register has a catalogue of its own.
_WITHOUT_SOURCES = {"mal", "kommuner", "skjema"}


@dataclass(frozen=True, slots=True)
class Watched:
    """An address, and the files of the corpus that name it: the folder and the id, «erfaringer/asker-ombruk»."""

    address: str
    named_by: tuple[str, ...]

    @property
    def site(self) -> str:
        """The host with its port: what is to be asked one thing at a time."""
        return urlsplit(self.address).netloc.lower()


def watched(corpus: Path, ids: Sequence[str] = ()) -> list[Watched]:
    """Every address that the front matter of a file or the catalogue of reports names, in their order.

    With ``ids`` only those that these files or reports name. A file that cannot be read is left to ``ingest add``.

    Raises:
        InputError: no file has one of the ids.
    """
    named: dict[str, list[str]] = {}
    known: set[str] = set()
    for where, address in _named(corpus):
        own = where.rpartition("/")[2]
        known.add(own)
        if not ids or own in ids:
            named.setdefault(address, []).append(where)
    if unknown := [each for each in ids if each not in known]:
        raise InputError(f"Ingenting i {corpus} med en kildeadresse heter {', '.join(unknown)}. Oppgi id-en.")
    return [Watched(address, tuple(dict.fromkeys(where))) for address, where in named.items()]


def _named(corpus: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(corpus.glob("*/*.md")):
        if file.parent.name in _WITHOUT_SOURCES:
            continue
        try:
            front = read_front_matter(file.as_posix(), read_text(file))
        except FileRejectedError:
            continue
        for address in _addresses(front.data):
            yield f"{file.parent.name}/{file.stem}", address
    if (corpus / CATALOGUE_NAME).exists():
        for report in load_reports(corpus):
            if report.own_address:
                yield f"rapporter/{report.id}", report.own_address


def _addresses(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _addresses(each)
    elif isinstance(value, list):
        for each in value:
            yield from _addresses(each)
    elif value is not None and value.startswith(("http://", "https://")):
        yield value
