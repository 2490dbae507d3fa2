"""Text from others can be read on the page, and do nothing else."""

import pytest

from ui.escaping import block, email_address, inline, link, phone_address, web_address


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://a.no/b.png)",
        ":red[x]",
        "# x",
        "`x`",
        "$x$",
    ],
)
def test_every_mark_that_means_something_in_markdown_is_taken_away(text: str) -> None:
    escaped = inline(text)
    assert escaped.replace("\\", "") == text
    marks = [place for place, letter in enumerate(escaped) if not letter.isalnum() and letter not in "\\ "]
    assert all(escaped[place - 1] == "\\" for place in marks)


def test_norwegian_letters_and_typographic_marks_are_left_alone() -> None:
    assert inline("«Blåbærsyltetøy» – på Røros … 50 %") == "«Blåbærsyltetøy» – på Røros … 50 \\%"


def test_a_backslash_of_the_text_cannot_undo_ours() -> None:
    assert inline("\\[x](y)") == "\\\\\\[x\\]\\(y\\)"


def test_an_inline_text_cannot_begin_a_new_line() -> None:
    assert inline("a\n\n# b\r\n\tc") == "a \\# b c"


def test_a_hard_space_stays_hard() -> None:
    assert inline(" 2\u00a0000  innbyggere ") == "2\u00a0000 innbyggere"


def test_control_characters_and_those_that_turn_the_text_around_are_removed() -> None:
    assert inline("a\x00b\u202ec\u2066d") == "a b c d"


def test_a_block_keeps_paragraphs_and_lines_but_no_indentation() -> None:
    assert block("en\nto\n\n    tre\r\n\r\n\r\nfire") == "en  \nto\n\ntre\n\nfire"


def test_the_word_that_streamlit_makes_a_logo_of_stays_a_word() -> None:
    assert ":streamlit:" not in inline(":streamlit:").replace("\\", "")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "ftp://a.no",
        "//a.no",
        "/a",
        "www.a.no",
        "https://",
        "https://a.no/b c",
        "https://kjent.no@ond.no/",
        "https://a.no/\u202eb",
        "http://[x",
        "",
        None,
    ],
)
def test_what_is_no_plain_web_address_is_no_link(url: str | None) -> None:
    assert web_address(url) is None
    assert link("Navn", url) == "Navn"


def test_a_web_address_keeps_its_meaning_and_gets_its_letters_encoded() -> None:
    assert web_address(" https://a.no/blå?b=1&c=%20#d ") == "https://a.no/bl%C3%A5?b=1&c=%20#d"


def test_neither_a_label_nor_an_address_can_end_the_link_it_stands_in() -> None:
    made = link("a](https://ond.no)", "https://a.no/b)[x](https://ond.no)")
    assert made == (
        "[a\\]\\(https\\:\\/\\/ond\\.no\\)](https\\:\\/\\/a\\.no\\/b\\)\\[x\\]\\(https\\:\\/\\/ond\\.no\\))"
    )


@pytest.mark.parametrize(
    "said", ["post@a", "a b@c.no", "post@a.no?bcc=b@c.no", "post@a.no,b@c.no", "x?bcc=ond@b.no", "", None]
)
def test_what_is_no_single_email_address_is_refused(said: str | None) -> None:
    assert email_address(said) is None


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("71575471", "tel:+4771575471"),
        ("952 97 000", "tel:+4795297000"),
        ("+47 71 57 54 71", "tel:+4771575471"),
        ("0047 71575471", "tel:+4771575471"),
        ("02 800", "tel:02800"),
        ("112;ext=1", None),
        ("ring oss", None),
        (None, None),
    ],
)
def test_a_telephone_number_becomes_one_that_can_be_rung(said: str | None, address: str | None) -> None:
    assert phone_address(said) == address
