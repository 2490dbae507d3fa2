"""A text gone over: which hits are places, with the help of the lists they stand in and of the rest of the document."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.linking.evidence import Verdict, judge, names_several
from ingest.linking.names import Names
from ingest.linking.scanning import Hit, Scan
from kunnskapsbase.municipalities import fold

_JOINTS = frozenset({"og", "eller", "samt", "and", "&"})
# «Våler i Østfold», «Bø (Vesterålen)»: the county or region says that the name is a place.
_QUALIFIED = frozenset({"i", "(", ",", "i (", "på"})
# Three names in a row that could each be a word or a surname are a list of places: «Os, Bø og Lund».
_LIST_OF_RISKY = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """The hits of a text in order, what each is, and the lists they form (index → number of its list)."""

    hits: tuple[Hit, ...]
    verdicts: tuple[Verdict, ...]
    lists: tuple[int, ...]
    places: frozenset[str]
    """Names that are surely places here."""
    people: frozenset[str]
    """Names that people carry here."""


def survey(text: str, names: Names) -> Survey:
    """Go over a text on its own."""
    scan = Scan(text, names)
    verdicts = [judge(scan, hit) for hit in scan.hits]
    lists = _lists(scan)
    _qualify(scan, verdicts)
    _spread(scan, verdicts, lists)
    people = frozenset(hit.name.key for hit, it_is in _pairs(scan.hits, verdicts) if it_is is Verdict.PERSON)
    places = frozenset(hit.name.key for hit, it_is in _pairs(scan.hits, verdicts) if it_is is Verdict.PLACE)
    return Survey(tuple(scan.hits), tuple(verdicts), tuple(lists), places, people)


def _pairs(hits: Sequence[Hit], verdicts: Sequence[Verdict]) -> list[tuple[Hit, Verdict]]:
    return list(zip(hits, verdicts, strict=True))


def _lists(scan: Scan) -> list[int]:
    """The number of the list each hit stands in; neighbours share a list when only a comma or «og» parts them."""
    lists: list[int] = []
    for index, hit in enumerate(scan.hits):
        joined = index > 0 and _joined(scan, scan.hits[index - 1], hit)
        lists.append(lists[-1] if joined else index)
    return lists


def _joined(scan: Scan, one: Hit, other: Hit) -> bool:
    gap = scan.text[one.end : other.start].strip()
    if gap in {",", "/", "-", "–", "&"}:
        return True
    return fold(gap.removeprefix(",").strip()) in _JOINTS


def _qualify(scan: Scan, verdicts: list[Verdict]) -> None:
    """A possible name with its county or region right after it is a place."""
    for index, (hit, following) in enumerate(pairwise(scan.hits)):
        gap = scan.text[hit.end : following.start].strip()
        if verdicts[index] is Verdict.POSSIBLE and gap in _QUALIFIED and following.name.kind != "kommune":
            verdicts[index] = Verdict.PLACE


def _spread(scan: Scan, verdicts: list[Verdict], lists: list[int]) -> None:
    """A list is of one kind: places make the possible ones places, and so do three possible ones together."""
    members: dict[int, list[int]] = {}
    for index, number in enumerate(lists):
        members.setdefault(number, []).append(index)
    for indexes in members.values():
        first = indexes[0]
        if verdicts[first] is Verdict.ORGANISATION and names_several(scan, scan.hits[first]):
            for index in indexes:
                verdicts[index] = Verdict.ORGANISATION
            continue
        possible = [index for index in indexes if verdicts[index] in {Verdict.POSSIBLE, Verdict.LIKELY}]
        known = any(verdicts[index] is Verdict.PLACE for index in indexes)
        if known or len(possible) >= _LIST_OF_RISKY:
            for index in possible:
                verdicts[index] = Verdict.PLACE


def settled(own: Survey, around: Sequence[Survey]) -> list[Verdict]:
    """The verdicts when the rest of the document has spoken.

    What is likely is a place, and what is possible is one where the document surely speaks of it as one; neither is
    where somebody in the document has that name.
    """
    places = own.places.union(*(each.places for each in around))
    people = own.people.union(*(each.people for each in around))

    def settle(hit: Hit, verdict: Verdict) -> Verdict:
        open_yet = verdict is Verdict.LIKELY or (verdict is Verdict.POSSIBLE and hit.name.key in places)
        return Verdict.PLACE if open_yet and hit.name.key not in people else verdict

    return [settle(hit, verdict) for hit, verdict in zip(own.hits, own.verdicts, strict=True)]
