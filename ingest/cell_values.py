"""What people write in a cell, in the form the field asks for: numbers, dates, codes and lists.

What cannot be understood is handed on as it stands, so that the validation can show it to the one who wrote it.
"""

import re
from collections.abc import Callable, Mapping

from kunnskapsbase.slugs import slug

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_UNITS = re.compile(r"(?:kr\.?|kroner|nok)$|,-$|^(?:kr\.?|nok)", re.IGNORECASE)
_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_MUNICIPALITY = re.compile(r"(\d{3,4})(?:[.,]0+)?(?:\s+\D.*)?")
_COUNTY = re.compile(r"(\d{1,2})(?:[.,]0+)?(?:\s+\D.*)?")
_YES_NO = {"ja": "true", "nei": "false"}


def number(text: str) -> str:
    """``1 234,50 kr`` as ``1234.50``."""
    bare = _UNITS.sub("", _SPACES.sub("", text))
    if "," in bare:
        return bare.replace(".", "").replace(",", ".")
    return bare


def whole_number(text: str) -> str:
    """``1.234.500,-`` as ``1234500``; a point between groups of three is no decimal point where kroner are counted."""
    bare = _UNITS.sub("", _SPACES.sub("", text))
    if _THOUSANDS.fullmatch(bare):
        return bare.replace(".", "")
    return re.sub(r"\.0+$", "", number(text))


def year(text: str) -> str:
    """The year of a date, or the year itself."""
    dated = date(text)
    return dated[:4] if _ISO_DATE.fullmatch(dated) else whole_number(text)


def date(text: str) -> str:
    """``4.5.2021`` as ``2021-05-04``; what is less exact stays as it is."""
    norwegian = _DATE.fullmatch(text.strip())
    if norwegian:
        day, month, of_year = norwegian.groups()
        return f"{of_year}-{int(month):02d}-{int(day):02d}"
    iso = _ISO_DATE.fullmatch(text.strip())
    return "-".join(iso.groups()) if iso else text.strip()


def code(text: str) -> str:
    """A value out of a fixed set: they are all written in small letters."""
    return text.strip().casefold()


def yes_or_no(text: str) -> str:
    """«ja» and «nei» as the validation knows them."""
    return _YES_NO.get(text.strip().casefold(), text)


def municipality_number(text: str) -> str:
    """Four figures: sheets take the zero off 0301, and lists write «0301 Oslo»."""
    match = _MUNICIPALITY.fullmatch(text.strip())
    return match.group(1).zfill(4) if match else text.strip()


def county_number(text: str) -> str:
    """Two figures: sheets take the zero off 03."""
    match = _COUNTY.fullmatch(text.strip())
    return match.group(1).zfill(2) if match else text.strip()


def split(text: str, separator: str | None, usual: str) -> list[str]:
    """The items in a cell; ``usual`` are the characters that part them where nobody has said."""
    parts = text.split(separator) if separator else re.split(f"[{re.escape(usual)}]", text)
    return [item for part in parts if (item := part.strip())]


def paragraphs(text: str) -> str:
    """Prose: each line of the cell is a paragraph."""
    return "\n\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def one_line(text: str) -> str:
    """Anything else: on one line."""
    return " ".join(text.split())


# How the last part of a field's name tells what it holds; all others are one line of text.
CONVERSIONS: Mapping[str, Callable[[str], str]] = {
    "id": slug,
    **dict.fromkeys(("utfordring", "losning", "erfaringer", "forutsetninger"), paragraphs),
    "tall": number,
    "belop_nok": whole_number,
    "aar": year,
    "aar_start": year,
    "aar_slutt": year,
    "dato": date,
    "kommunenummer": municipality_number,
    "fylkesnummer": county_number,
    "kilde_funnet": yes_or_no,
    **dict.fromkeys(("status", "sektor", "innovasjonstype", "maalform", "type", "rolle", "nivaa"), code),
}
