"""Pull quotes: sentences lifted out of the text and set apart in quotation marks."""

_LONGEST = 1_200
_PAIRS = {"«": "»", "“": "”", '"': '"', "„": "“"}


def is_quote(text: str) -> bool:
    """Whether a whole block is one quotation: it begins with a mark and ends with the mark that closes it."""
    closing = _PAIRS.get(text[:1])
    if closing is None or not 3 < len(text) < _LONGEST:
        return False
    bare = text.rstrip(".")
    return bare.endswith(closing) and bare.count(closing) == (2 if closing == text[0] else bare.count(text[0]))
