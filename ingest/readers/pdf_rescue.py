"""A cut-off PDF opened all the same: the pages whose objects are whole, under a catalogue made anew."""

import re

_PAGE = re.compile(rb"(?<!\d)(\d{1,9}) (\d{1,5}) obj\s*<<(?:(?!endobj).){0,4000}?/Type\s*/Page\b(?!s)", re.DOTALL)
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9}) \d{1,5} obj\b")
_MOST_NUMBER = 8_000_000


def with_new_catalogue(data: bytes, most_pages: int) -> bytes | None:
    """The PDF with a new page tree over the pages found in it, in the order they lie in the file; None without pages.

    Page objects lie in reading order in what Word, LibreOffice and Chromium write. Pages in object streams, and pages
    that have their fonts from the lost page tree, cannot be found again.
    """
    pages = [(int(match[1]), int(match[2])) for match in _PAGE.finditer(data)][: most_pages + 1]
    if not pages:
        return None
    numbers = (int(match[1]) for match in _OBJECT.finditer(data))
    catalogue = max((number for number in numbers if number < _MOST_NUMBER), default=0) + 1
    kids = b" ".join(b"%d %d R" % page for page in dict.fromkeys(pages))
    return data + b"\nendstream endobj\n%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (
        catalogue, catalogue + 1,
    ) + b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\ntrailer\n<</Size %d/Root %d 0 R>>\n%%%%EOF\n" % (
        catalogue + 1, len(dict.fromkeys(pages)), kids, catalogue + 2, catalogue,
    )  # fmt: skip
