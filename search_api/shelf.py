"""Solutions and documents out of the record store, kept at hand in memory with what every question asks of them."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from kunnskapsbase.contact_point import ContactPoint
from kunnskapsbase.document import Document, DocumentPassage
from kunnskapsbase.document_text import DOCUMENT_RECORDS, document_of
from kunnskapsbase.matching import municipalities
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister, load_register
from kunnskapsbase.passages import Section, sections
from kunnskapsbase.records import Additions, Record, RecordStore
from kunnskapsbase.reranking import Subject
from kunnskapsbase.settings import Settings
from kunnskapsbase.solution import Participant, Solution
from kunnskapsbase.text import terms
from search_api.until_changed import UntilChanged

_SOLUTION = "erfaring"
# The text of documents kept at hand: some 25 reports of 200 pages, or all the reports of a small collection.
_CHARACTERS = 20_000_000


@dataclass(frozen=True, eq=False)
class Shelved:
    """A solution, whom to write to about it, and what follows from them, worked out once: the same for every question.

    One is equal to itself only, so that it can be looked up by without its whole text being hashed.
    """

    solution: Solution
    register: MunicipalityRegister
    contacts: tuple[ContactPoint, ...] = ()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its parts in the order a reader wants them."""
        return tuple(sections(self.solution))

    @cached_property
    def section_terms(self) -> tuple[frozenset[str], ...]:
        """The terms of each part."""
        return tuple(frozenset(terms(section.text)) for section in self.sections)

    @cached_property
    def all_terms(self) -> frozenset[str]:
        """The terms of all parts and of the themes."""
        return self.theme_terms.union(*self.section_terms)

    @cached_property
    def theme_terms(self) -> frozenset[str]:
        """The terms of the themes."""
        return frozenset(terms(" ".join(self.solution.themes)))

    @cached_property
    def subject(self) -> Subject:
        """What it is about, to be held against others."""
        return Subject(self.all_terms, self.theme_terms)

    def work_out(self) -> None:
        """Work out now what every question asks of it."""
        _ = self.subject, self.leading

    @cached_property
    def leading(self) -> tuple[tuple[Participant, Municipality], ...]:
        """Owners and adopters, each with each municipality behind its name."""
        return tuple(municipalities(self.solution.owners_and_adopters, self.register))


@dataclass(frozen=True, eq=False)
class ShelvedPassage:
    """A passage of a document, with its terms worked out once."""

    document: Document
    passage: DocumentPassage

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the text itself."""
        return frozenset(terms(self.passage.text))

    @cached_property
    def all_terms(self) -> frozenset[str]:
        """The terms of the text, of the headings above it and of the document's title."""
        return self.terms.union(terms(" ".join((self.document.title, *self.passage.headings))))


@dataclass(frozen=True, eq=False)
class ShelvedDocument:
    """A document with its passages by number."""

    document: Document

    @cached_property
    def passages(self) -> dict[int, ShelvedPassage]:
        """The passages by their number."""
        return {each.number: ShelvedPassage(self.document, each) for each in self.document.passages}

    @cached_property
    def characters(self) -> int:
        """How much text there is."""
        return sum(len(each.text) for each in self.document.passages)


_Kept = TypeVar("_Kept")


class _Standing(Generic[_Kept]):
    """What stands on a shelf, by id; where it grows too heavy, what has stood there longest goes."""

    def __init__(self) -> None:
        self.items: dict[str, _Kept] = {}
        self.filled = False
        self._weight = 0
        self._lock = threading.Lock()

    def keep(self, record_id: str, item: _Kept, weigh: Callable[[_Kept], int]) -> None:
        """Put an item there, unless it is there already."""
        with self._lock:
            if record_id in self.items:
                return
            self.items[record_id] = item
            self._weight += weigh(item)
            while self._weight > _CHARACTERS and len(self.items) > 1:
                self._weight -= weigh(self.items.pop(next(iter(self.items))))


class Shelf(Generic[_Kept]):
    """Reads records of some kinds by id; cleared when the store has a new revision. Safe under threads."""

    def __init__(
        self,
        settings: Settings,
        kinds: Sequence[str],
        read: Callable[[Sequence[Record]], Sequence[_Kept]],
        weigh: Callable[[_Kept], int] = lambda _: 0,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = RecordStore(settings.database)
        self._kinds = tuple(kinds)
        self._read = read
        self._weigh = weigh
        self._close = close
        self._at_hand: UntilChanged[_Standing[_Kept]] = UntilChanged(self._store, _Standing)

    def refresh(self) -> None:
        """Ask the store at the next look whether it has changed: something was just written."""
        self._at_hand.distrust()

    def revision(self) -> int:
        """The revision of the store that what stands here is of."""
        return self._at_hand.revision()

    def get(self, ids: Sequence[str]) -> dict[str, _Kept]:
        """The items with these ids; those that are gone are left out."""
        standing = self._at_hand.recent()
        found = {each: item for each in ids if (item := standing.items.get(each)) is not None}
        missing = [each for each in ids if each not in found]
        if missing:
            records = [each for each in self._store.get(missing).values() if each.kind in self._kinds]
            found |= self._put(standing, records)
        return found

    def _put(self, standing: _Standing[_Kept], records: Sequence[Record]) -> dict[str, _Kept]:
        """Read records, together, and put them on the shelf."""
        if not records:
            return {}
        read = {record.id: item for record, item in zip(records, self._read(records), strict=True)}
        for record_id, item in read.items():
            standing.keep(record_id, item, self._weigh)
        return read

    def all(self) -> list[_Kept]:
        """Every item, ordered by kind and id."""
        standing = self._at_hand.recent()
        records = [record for kind in self._kinds for record in self._store.all(kind)]
        found = {record.id: item for record in records if (item := standing.items.get(record.id)) is not None}
        found |= self._put(standing, [record for record in records if record.id not in found])
        return [found[record.id] for record in records]

    def fill(self, most: int) -> list[_Kept]:
        """Put every item on the shelf, unless there are more than ``most``; those then put there.

        Done once for each time that the shelf is cleared.
        """
        standing = self._at_hand.recent()
        if standing.filled:
            return []
        items = self.all() if self.count() <= most else []
        standing.filled = True
        return items

    def newest(self) -> str | None:
        """When the latest record was put in, in UTC; ``None`` without any."""
        return max(filter(None, map(self._store.newest, self._kinds)), default=None)

    def count(self) -> int:
        """How many records the store holds."""
        return sum(map(self._store.count, self._kinds))

    def rejected(self) -> int:
        """How many files could not be taken in."""
        return len(self._store.failures())

    def close(self) -> None:
        """Close the store, and what the records are read with."""
        self._store.close()
        self._close()


def solution_shelf(settings: Settings) -> Shelf[Shelved]:
    """A shelf of solutions."""
    register = load_register(settings.corpus / "kommuner")
    additions = Additions(settings.database)

    def read(records: Sequence[Record]) -> list[Shelved]:
        told = [Solution.model_validate_json(record.body) for record in records]
        solutions = additions.to_each(told, register)
        pairs = zip(solutions, additions.contacts(solutions), strict=True)
        return [Shelved(solution, register, contacts) for solution, contacts in pairs]

    return Shelf(settings, [_SOLUTION], read, close=additions.close)


def document_shelf(settings: Settings) -> Shelf[ShelvedDocument]:
    """A shelf of documents and webinars."""
    return Shelf(
        settings,
        DOCUMENT_RECORDS,
        lambda records: [ShelvedDocument(document_of(record.kind, record.body)) for record in records],
        lambda shelved: shelved.characters,
    )
