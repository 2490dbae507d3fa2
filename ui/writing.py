"""Numbers and dates the Norwegian way."""

import re

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def number(value: int) -> str:
    """1 850, with a hard space."""
    return f"{value:,}".replace(",", "\u00a0")


def date(value: str) -> str:
    """31.12.2025 for 2025-12-31, 12.2025 for 2025-12; anything else as it stands."""
    if found := _DAY.fullmatch(value):
        year, month, day = found.groups()
        return f"{int(day)}.{int(month)}.{year}"
    if found := _MONTH.fullmatch(value):
        year, month = found.groups()
        return f"{int(month)}.{year}"
    return value


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    trimmed = text.strip()
    if not trimmed:
        return ""
    ended = trimmed if trimmed[-1] in ".!?:" else f"{trimmed}."
    return ended[0].upper() + ended[1:]
