"""Small repairs of a joined text: single spaces, ranges of years broken by a line end, marks with no space before."""

import re

_RANGE = re.compile(r"(?<![\d–-])(\d{4}[–-]) (\d{2,4})(?!\d)|(?<![\d–-])(\d{4}) ([–-]\d{2,4})(?!\d)")
# Looked for first, and before that what stands in them: hardly any paragraph has a range that is broken.
_MAY_BE_RANGE = re.compile(r"[–-] \d|\d [–-]\d")
_BROKEN_OFF = ("- ", "– ", " -", " –")
_BEFORE_MARK = re.compile(r"(?<=[\w»)]) +(?=[,;](?: |$)|\.$)")


def tidy(text: str) -> str:
    """The text with single spaces, whole ranges (``2019– 2020`` → ``2019–2020``) and marks close to their words."""
    text = " ".join(text.split())
    if any(sign in text for sign in _BROKEN_OFF) and _MAY_BE_RANGE.search(text):
        text = _RANGE.sub(lambda found: "".join(part for part in found.groups() if part), text)
    return _BEFORE_MARK.sub("", text) if " ," in text or " ;" in text or text.endswith(" .") else text
