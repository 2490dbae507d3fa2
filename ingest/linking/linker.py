"""The linker itself: survey, settle with the rest of the document, resolve."""

from collections.abc import Sequence
from functools import lru_cache

from ingest.linking.evidence import Verdict
from ingest.linking.mention import Mention
from ingest.linking.names import Names
from ingest.linking.resolving import Company, Meaning, Resolver
from ingest.linking.scanning import Hit
from ingest.linking.survey import Survey, settled, survey
from kunnskapsbase.municipalities import MunicipalityRegister

# How many texts are remembered: a document's title and headings come back as the context of each of its passages.
_REMEMBERED = 512
# How many places to either side of an ambiguous name are its nearest company.
_NEAR = 2

_REGION_OF = "regionen er ikke i registeret; bare kommunen den har navn etter"


class PlaceLinker:
    """Finds and links the places of running text; made once, used for any number of texts."""

    def __init__(self, register: MunicipalityRegister) -> None:
        self._resolver = Resolver(register)
        self._names = Names(register)
        self._survey = lru_cache(maxsize=_REMEMBERED)(self._survey_text)

    def mentions(self, text: str, context: Sequence[str] = ()) -> list[Mention]:
        """The places ``text`` names, in order.

        ``context`` is what else the document says near it or above it: title, headings, the passages beside. It decides
        between places of one name, and whether a word that may be a name is one. A name that stays undecided between
        municipalities comes without numbers, with a reason.
        """
        own = self._survey_text(text)
        around = [self._survey(each) for each in context if each]
        verdicts = settled(own, around)
        placed = [index for index, verdict in enumerate(verdicts) if verdict is Verdict.PLACE]
        hits = [own.hits[index] for index in placed]
        finder = _Finder(self._resolver, hits, [own.lists[index] for index in placed], around)
        return [
            _mention(text, hit, self._resolver.plain(hit.name) or finder.find(place)) for place, hit in enumerate(hits)
        ]

    def _survey_text(self, text: str) -> Survey:
        return survey(text, self._names)


class _Finder:
    """Decides between municipalities of one name, by company ever farther away."""

    def __init__(self, resolver: Resolver, hits: Sequence[Hit], lists: Sequence[int], around: Sequence[Survey]) -> None:
        self._resolver = resolver
        self._hits = hits
        self._lists = lists
        self._around = around
        self._wide: list[Company] | None = None

    def find(self, place: int) -> Meaning:
        """The meaning of the hit at a place."""
        name = self._hits[place].name
        for company in (*self._near(place), *self._far()):
            if meaning := self._resolver.by_company(name, company):
                return meaning
        return self._resolver.unknown(name)

    def _near(self, place: int) -> list[Company]:
        """The place right after («Bø i Vesterålen»), the list the name stands in, and the places beside it."""
        after = self._hits[place + 1 : place + 2]
        follows = [hit for hit in after if hit.start - self._hits[place].end <= len(" kommune i ")]
        low = high = place
        while low > 0 and self._lists[low - 1] == self._lists[place] and place - low < 50:
            low -= 1
        while high + 1 < len(self._hits) and self._lists[high + 1] == self._lists[place] and high - place < 50:
            high += 1
        beside = self._hits[max(0, place - _NEAR) : place + _NEAR + 1]
        return [self._resolver.company(hits) for hits in (follows, self._hits[low : high + 1], beside)]

    def _far(self) -> list[Company]:
        """The whole text, then the rest of the document."""
        if self._wide is None:
            text = self._resolver.company(self._hits)
            document = Company()
            for each in self._around:
                placed = [hit for hit, it_is in zip(each.hits, each.verdicts, strict=True) if it_is is Verdict.PLACE]
                document.add(self._resolver.company(placed))
            self._wide = [text, document]
        return self._wide


def _mention(text: str, hit: Hit, meaning: Meaning) -> Mention:
    kind, reason = hit.name.kind, meaning.reason
    if kind == "kommune" and hit.tail.startswith("region"):
        kind, reason = "region", _REGION_OF
    return Mention(hit.start, hit.end, text[hit.start : hit.end], kind, meaning.kommunenummer, meaning.fylker, reason)
