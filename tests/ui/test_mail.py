"""The ready e-mail arrives in the mail program as it was meant."""

from email.headerregistry import Address
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from ui.mail import first_contact, mailto
from ui.texts import LANGUAGES, Language, load_texts


def _read(address: str | None) -> tuple[str, str, str]:
    assert address is not None
    parts = urlsplit(address)
    assert parts.scheme == "mailto"
    fields = parse_qs(parts.query, strict_parsing=True)
    return unquote(parts.path), fields["subject"][0], fields["body"][0]


def test_letters_marks_and_line_breaks_come_back_as_they_were() -> None:
    receiver, subject, body = _read(mailto("post@a.kommune.no", "Ærlig & «åpen» + 50 %?", "Hei!\n\nÆØÅ æøå = 1&2"))
    assert receiver == "post@a.kommune.no"
    assert subject == "Ærlig & «åpen» + 50 %?"
    assert body == "Hei!\r\n\r\nÆØÅ æøå = 1&2"


def test_the_address_is_plain_ascii_without_spaces_or_plus_signs_for_spaces() -> None:
    address = mailto("post@a.no", "blå bær", "a b")
    assert address == "mailto:post@a.no?subject=bl%C3%A5%20b%C3%A6r&body=a%20b"


def test_a_subject_cannot_bring_a_header_of_its_own() -> None:
    _, subject, _ = _read(mailto("post@a.no", "Hei\r\nBcc: ond@b.no", "x"))
    assert subject == "Hei Bcc: ond@b.no"


def test_what_is_no_email_address_gives_no_link() -> None:
    assert mailto("post@a.no?bcc=ond@b.no", "x", "y") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_names_the_solution_the_source_and_who_asks(language: Language) -> None:
    texts = load_texts(language)
    made = first_contact("post@a.no", "Nattilsyn på Tynset", "https://b.no/c?d=1&e=2", "Loppa", texts)
    receiver, subject, body = _read(made)
    assert Address(addr_spec=receiver).domain == "a.no"
    assert "Nattilsyn på Tynset" in subject
    assert "Loppa kommune" in body
    assert "https://b.no/c?d=1&e=2" in body
    assert body.startswith("Hei!\r\n")


def test_without_a_municipality_the_mail_still_reads_well() -> None:
    _, _, body = _read(first_contact("post@a.no", "Nattilsyn", "", None, load_texts("nb")))
    assert "\r\n\r\nVi ser på" in body
    assert "None" not in body


def test_an_endless_title_does_not_make_an_endless_address() -> None:
    made = first_contact("post@a.no", "ø" * 5000, "https://b.no/" + "c" * 5000, "Loppa", load_texts("nb"))
    assert made is not None
    assert len(made) < 4000
