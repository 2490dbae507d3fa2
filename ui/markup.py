"""HTML of our own with text from others in it. Everything the API says passes through ``text`` on its way in.

Streamlit cleans what ``st.html`` is given once more in the browser; nothing here rests on that.
"""

from collections.abc import Iterable
from html import escape

from ui.escaping import readable, web_address


def text(said: str) -> str:
    """A text on one line, as the letters it is."""
    return escape(readable(said), quote=True)


def paragraphs(said: str) -> str:
    """A text with its paragraphs as ``<p>``."""
    parts = (text(each) for each in said.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{each}</p>" for each in parts if each)


def told(inside: str, language: str) -> str:
    """HTML in a language of its own, so that a screen reader pronounces it right; nothing where there is nothing."""
    return f'<div lang="{text(language)}">{inside}</div>' if inside else ""


def bullets(items: Iterable[str], css: str = "") -> str:
    """A list of what is HTML already; nothing where there is nothing."""
    inside = "".join(f"<li>{each}</li>" for each in items)
    named = f' class="{css}"' if css else ""
    return f"<ul{named}>{inside}</ul>" if inside else ""


def anchor(label: str, url: str | None) -> str:
    """A link to a web address of others, or the label alone where the address is no such thing."""
    address = web_address(url)
    return outward(label, address) if address else text(label)


def outward(label: str, address: str) -> str:
    """A link to an address that has been checked (``mailto:``, ``tel:``, ``https:``)."""
    return f'<a href="{escape(address, quote=True)}">{text(label)}</a>'


def under(heading: str, inside: str, level: int = 4) -> str:
    """A heading with what belongs to it; nothing where there is nothing under it."""
    return f"<h{level}>{text(heading)}</h{level}>{inside}" if inside else ""


def copy_button(label: str, afterwards: str, what: str) -> str:
    """A button that copies a text to the clipboard, and says so."""
    content = escape(what, quote=True)
    return (
        f'<button type="button" class="kopier" data-gjor="kopier" data-etterpa="{text(afterwards)}" '
        f'data-tekst="{content}" aria-live="polite">{text(label)}</button>'
    )
