"""Text from others made harmless before it goes into Markdown. Everything the API says passes through here.

Streamlit shows Markdown as HTML. In that Markdown a backslash before any ASCII punctuation mark takes its meaning away:
no tag, link, image, heading, table, formula, icon or colour comes out of a text that went through ``inline`` or
``block``. A bare ``https://…`` or e-mail address may still be shown as a link to what it says; no other scheme can.
"""

import re
from urllib.parse import quote, urlsplit

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Control characters, and those that turn the direction of the text around and so hide what it says.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# Streamlit swaps this word for its logo after the backslashes are gone: a word joiner keeps it a word.
_LOGO = re.compile(r":(?=streamlit:)")
# Hard spaces are kept: they hold «2 000» together.
_SPACES = re.compile(r"[ \t\n]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")
# Narrower than the RFC: no municipality's address has the marks that mean something in a mailto address.
_EMAIL = re.compile(r"[A-Za-z0-9._'+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"(?:\+\d{7,15}|\d{5}|\d{8})")


def _marks(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", _LOGO.sub(":\u2060", text))


def readable(text: str) -> str:
    """A text on one line, without the characters that cannot be seen; nothing else is taken out of it."""
    return _SPACES.sub(" ", _UNSEEN.sub(" ", text)).strip(" ")


def inline(text: str) -> str:
    """A text on one line, to stand inside Markdown of ours."""
    return _marks(readable(text))


def block(text: str) -> str:
    """A text that keeps its paragraphs and lines."""
    paragraphs = []
    for paragraph in _PARAGRAPHS.split(text.replace("\r\n", "\n")):
        lines = [inline(line) for line in paragraph.split("\n")]
        paragraphs.append("  \n".join(line for line in lines if line))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def web_address(url: str | None) -> str | None:
    """The address when it is a plain http or https one, percent-encoded; else ``None``."""
    said = (url or "").strip()
    if not said or _UNSEEN.search(said) or any(letter.isspace() for letter in said):
        return None
    try:
        parts = urlsplit(said)
        host = parts.hostname
    except ValueError:
        return None
    # «https://known.no@other.no» leads to other.no: an address with an at sign in the host is not shown as a link.
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return quote(said, safe="!#$%&'()*+,/:;=?@[]~")


def link(label: str, url: str | None) -> str:
    """A Markdown link to a web address, or the label alone where the address is no such thing."""
    address = web_address(url)
    return f"[{inline(label)}]({_marks(address)})" if address else inline(label)


def email_address(said: str | None) -> str | None:
    """The e-mail address when it looks like one and nothing else."""
    trimmed = (said or "").strip()
    return trimmed if _EMAIL.fullmatch(trimmed) else None


def phone_address(said: str | None) -> str | None:
    """A ``tel:`` address for a telephone number; Norwegian numbers get the country's prefix."""
    digits = re.sub(r"[\s()./-]", "", said or "")
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    if not _PHONE.fullmatch(digits):
        return None
    # Five-digit numbers are dialled as they are; they have no place abroad.
    return f"tel:{digits}" if digits.startswith("+") or len(digits) == 5 else f"tel:+47{digits}"


def action_link(label: str, address: str) -> str:
    """A Markdown link to a ``mailto:`` or ``tel:`` address that the page itself has put together."""
    return f"[{inline(label)}]({_marks(address)})"
