"""A ready e-mail: who it is for, what it is about, and the first words of it, as a ``mailto:`` address."""

from urllib.parse import quote

from ui.escaping import email_address
from ui.texts import Texts

# Longer addresses than about 2,000 characters are cut or refused by some mail programs on Windows.
_LONGEST_TITLE = 120
_LONGEST_URL = 300


def mailto(to: str, subject: str, body: str) -> str | None:
    """The address (RFC 6068), or ``None`` where ``to`` is no e-mail address. Line breaks become CRLF."""
    receiver = email_address(to)
    if receiver is None:
        return None
    lines = body.replace("\r\n", "\n").replace("\n", "\r\n")
    one_line = " ".join(subject.split())
    return f"mailto:{quote(receiver, safe='@')}?subject={quote(one_line, safe='')}&body={quote(lines, safe='')}"


def first_contact(to: str, title: str, source_url: str, sender: str | None, texts: Texts) -> str | None:
    """A mail that asks how a solution was made. ``sender`` is the municipality that asks, where it is known."""
    short = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rstrip()}…"
    us = texts.say("mail_us", municipality=sender) if sender else texts.say("mail_us_unknown")
    where = texts.say("mail_source", url=source_url) if source_url and len(source_url) <= _LONGEST_URL else ""
    body = texts.say("mail_body", us=us, title=short, source=where)
    return mailto(to, texts.say("mail_subject", title=short), body)
