"""Names for files and records out of titles: small letters, figures and hyphens."""

import re
import unicodedata

LENGTH = 60


def slug(text: str) -> str:
    """``text`` as small letters a–z, figures and hyphens, at most 60 of them, cut after a whole word."""
    text = text.casefold()
    for letter, plain in (("æ", "ae"), ("ø", "o"), ("å", "a")):
        text = text.replace(letter, plain)
    plain_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", plain_text).strip("-")
    return found if len(found) <= LENGTH else found[: LENGTH + 1].rpartition("-")[0] or found[:LENGTH]
