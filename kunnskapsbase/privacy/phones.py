"""Private telephones: Norwegian mobile numbers, and any number that is said to be private.

In the Norwegian plan (Nkom, E.164 numbers) eight digits that begin with 4 or 9 are mobiles, and so belong to a person;
2, 3, 5, 6 and 7 are fixed lines, which belong to offices and stay unless the text says otherwise. Amounts look alike
(«45 000 000 kroner»), so groups of three and contiguous digits are weighed with the words beside them.
"""

import re

_GAP = r"[ \u00a0.-]"
_NUMBER = re.compile(
    rf"(?<![\w/+-])(?<!\d[., \u00a0])(?P<country>(?:\+|00)47{_GAP}?)?"
    rf"(?P<number>[2-9]\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{3}}|[2-9]\d(?:{_GAP}\d{{2}}){{3}}|[2-9]\d{_GAP}\d{{3}}{_GAP}\d{{3}}|[2-9]\d{{7}})"
    r"(?![\d/-]|[., \u00a0]\d)"
)
_FOREIGN = re.compile(rf"(?<![\w/+])\+(?!47)[1-9]\d{{0,2}}(?:{_GAP}?\d){{6,12}}(?!\d)")
_SAID = re.compile(
    r"(?:tlf|telefon\w*|mobil\w*|ring\w*|sms|mob|tel)\.?\s*(?:nr\.?|nummer|på|:)?\s*:?\s*$", re.IGNORECASE
)
_PRIVATE = re.compile(r"(?:privat|hjemme|mobil|mob)\w*[\s.:]*(?:tlf|telefon\w*|nr|nummer)?[\s.:]*$", re.IGNORECASE)
_AMOUNT_BEFORE = re.compile(r"(?:kr|nok|kroner|eur|usd|€|\$)\.?[ \u00a0]?$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(
    r"^[ \u00a0]?(?:kr\b|,-|kroner|nok|mill|tonn|kwh|mwh|gwh|kvm|kubikk|m[²³23]\b|"
    r"innbygger|personer|euro|%|prosent|timer|liter)",
    re.IGNORECASE,
)
# How far before a number its label stands.
_BEFORE = 24


def _is_private(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    if _PRIVATE.search(before):
        return True
    number = found["number"]
    if number[0] not in "49":
        return False
    if found["country"] or _SAID.search(before):
        return True
    if _AMOUNT_BEFORE.search(before) or _AMOUNT_AFTER.search(text[found.end() : found.end() + 12]):
        return False
    # 41 234 567 is how amounts are grouped; telephones are written 412 34 567 or 41 23 45 67.
    return not re.fullmatch(rf"\d\d{_GAP}\d{{3}}{_GAP}\d{{3}}", number)


def private_phones(text: str) -> list[tuple[int, int]]:
    """Where they stand, as ``(start, end)``. Foreign numbers (+46 …) are taken to be private."""
    spans = [found.span() for found in _NUMBER.finditer(text) if _is_private(text, found)]
    return spans + [found.span() for found in _FOREIGN.finditer(text)]
