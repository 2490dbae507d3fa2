"""What errors and readings say, in nynorsk.

They are put into words where they arise, by code that knows no reader and says them in bokmål. Here, where the reader
is known, each is recognised by its template in ``messages.nn.yml`` or ``reading.nn.yml``, as in gettext; what was
filled into it goes over as it stands.
"""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from search_api.wording import Language

_FILES = ("messages.nn.yml", "reading.nn.yml")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PLACE = re.compile(r"(?:side|lysbilde|minutt|rad|[^:]+, rad) \d+: ")


@lru_cache(maxsize=1)
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """The pattern of each text in bokmål with the text in nynorsk, read once."""
    here = Path(__file__).parent
    pairs = [pair for name in _FILES for pair in yaml.safe_load((here / name).read_text(encoding="utf-8"))]
    return [(_pattern(pair["nb"]), pair["nn"]) for pair in pairs]


def _pattern(template: str) -> re.Pattern[str]:
    # Every other piece is the name of a placeholder.
    pieces = _PLACEHOLDER.split(template)
    parts = (f"(?P<{piece}>.*?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    return re.compile("".join(parts), re.DOTALL)


def in_language(said: str, language: Language) -> str:
    """What is said in bokmål, in the reader's language; as it stands where nynorsk has no words for it."""
    if language == "nn":
        for pattern, template in _templates():
            if found := pattern.fullmatch(said):
                return template.format(**found.groupdict())
    return said


def remark_in_language(said: str, language: Language) -> str:
    """A remark on a file, which may begin with its place: «lysbilde 3: …»."""
    found = _PLACE.match(said)
    place = found.group() if found else ""
    told = in_language(said[len(place) :], language)
    return f"{place.replace('lysbilde', 'lysbilete') if language == 'nn' else place}{told}"
