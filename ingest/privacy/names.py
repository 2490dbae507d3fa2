"""Names of the people who take part in a recorded conversation.

A transcript names its speakers, and they call each other by name. The speakers become «Deltaker 1», «Deltaker 2» …; the
organisation in brackets stays, because it is whom one is to ring. Roles («Møteleder») and organisations that speak stay
as they are. People who are introduced («Jeg heter …», «velkommen til … fra …») are found by those words, and every name
found is masked wherever it is said in the same document. Names nobody introduces are not found: see docs/inntak.md.
"""

import re
from collections.abc import Iterable

_ROLE = re.compile(
    r"\b(?:møteleder\w*|ordstyrer\w*|programleder\w*|konferansier|deltaker\w*|deltakar\w*|taler\w*|speaker|intervjuer|"
    r"publikum|ukjent|kommune\w*|herad|fylkes\w+|direktorat\w*|departement\w*|universitet\w*|høgskole\w*|høgskule\w*|"
    r"senter\w*|nettverk\w*|regionråd\w*|statsforvalter\w*|ks|nav|digdir|as|sintef|husbanken|flertallet|mindretallet|"
    r"komiteens?|medlemmer|medlemer|ordfører\w*|ordførar\w*|kommunedirektør\w*|rådmann\w*|lokale|room|møterom\w*)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*[(\[](?P<inside>[^)\]]*)[)\]]\s*$")
_CAPITAL = r"[A-ZÆØÅÁČĐŊŠŦŽ][a-zæøåáčđŋšŧžéüöäô'’]+(?:-[A-ZÆØÅ][a-zæøåéüöä]+)?"
_NAME = rf"{_CAPITAL}(?:\s+(?:[A-ZÆØÅ]\.|av|von|van|de|{_CAPITAL})){{0,3}}"
_TWO_OR_MORE = rf"{_CAPITAL}(?:\s+(?:[A-ZÆØÅ]\.|av|von|van|de|{_CAPITAL})){{1,3}}"
_INTRODUCED = (
    re.compile(rf"\b(?:[Jj]eg|[Ee]g)\s+(?:heter|heiter)\s+(?P<name>{_NAME})"),
    re.compile(rf"\b(?:[Mm]itt navn er|[Nn]avnet mitt er|[Nn]amnet mitt er)\s+(?P<name>{_NAME})"),
    re.compile(
        r"\b(?:ordet til|over til|velkommen til|velkomen til|takk til|takk,|med (?:oss|meg) (?:har vi|er|i dag er))\s+"
        rf"(?P<name>{_TWO_OR_MORE})(?=\s*(?:,|\.|fra\b|frå\b|som\b|i\b|$))"
    ),
)
_GUESTS = {"gjest", "guest", "ekstern", "external", "host", "vert"}
# «Bo» and «Li» alone are too often something else.
_SHORTEST = 3


def is_person(speaker: str) -> bool:
    """Whether a speaker's label looks like a person's name and not like a role or an organisation."""
    name = _BRACKETED.sub("", speaker).strip()
    return bool(name) and not _ROLE.search(name) and not re.search(r"\d", name)


def organisation(speaker: str) -> str | None:
    """What stands in brackets after a speaker's name, unless it is «gjest» and the like."""
    found = _BRACKETED.search(speaker)
    inside = found["inside"].strip() if found else ""
    return inside if inside and inside.lower() not in _GUESTS else None


def introduced(text: str) -> set[str]:
    """Names by which people introduce themselves or each other."""
    return {found["name"] for pattern in _INTRODUCED for found in pattern.finditer(text) if is_person(found["name"])}


def _turned(name: str) -> str:
    """«Nordmann, Kari» as it is said: «Kari Nordmann»."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name


class NameMask:
    """Finds a set of people's names in text: whole, and by first name or surname alone.

    A name that is also a word or a place («Per», «Lund») is masked with a capital letter wherever it stands: better a
    gap in the text than a person in it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        whole = {_turned(_BRACKETED.sub("", name).strip()) for name in names}
        parts = {part for name in whole for part in name.split() if len(part) >= _SHORTEST and part[0].isupper()}
        wanted = sorted((each for each in whole | parts if each), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?=s?(?!\w))") if wanted else None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the names stand, as ``(start, end)``."""
        return [found.span() for found in self._pattern.finditer(text)] if self._pattern else []
