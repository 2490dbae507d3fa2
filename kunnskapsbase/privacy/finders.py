"""The finders of what is private, in the order they are to look, and text without what they find."""

from collections.abc import Callable
from dataclasses import dataclass

from kunnskapsbase.privacy.emails import private_emails
from kunnskapsbase.privacy.identity_numbers import identity_numbers
from kunnskapsbase.privacy.phones import private_phones

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finder:
    """One kind of private thing: what it is counted as, what stands in its place, and where it is in a text."""

    kind: str
    token: str
    find: Callable[[str], list[Span]]


# What one finds is out of the next one's sight.
FINDERS = (
    Finder("fodselsnummer", "[fødselsnummer fjernet]", identity_numbers),
    Finder("epost", "[e-postadresse fjernet]", private_emails),
    Finder("telefon", "[telefonnummer fjernet]", private_phones),
)


def replaced(text: str, spans: list[Span], token: str) -> str:
    """A text with ``token`` for each of ``spans`` (start, end)."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + token + text[end:]
    return text


def masked(text: str) -> str:
    """A text without what any of the finders finds."""
    for finder in FINDERS:
        text = replaced(text, finder.find(text), finder.token)
    return text
