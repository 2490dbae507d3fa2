"""Sentences end where a reader would say they do, and nothing of the text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kunnskapsbase.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det virket. Nå bruker alle det.", ["Det virket.", "Nå bruker alle det."]),
        ("Flere, bl.a. Senja og jf. Kap. 4, er med. Slik gikk det.", 2),
        ("Det startet 1. januar 2020 i Loppa. 14 kommuner ble med.", 2),
        ("Dette kom i Innst. 191 S. Flertallet var enig.", 1),
        ("«Det går bra.» Så sa hun det. (Det var sant.) Slutt", 4),
        ("Hvem? Alle! Og de ble …  Ferdige", 4),
        ("Vi kjøpte ca. 30 sensorer f.eks. til Bø. De virker.", 2),
        ("A. Hansen skrev det", 1),
        ("", []),
        ("   \n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, expected: list[str] | int) -> None:
    found = sentences(text)
    assert (found if isinstance(expected, list) else len(found)) == expected


@given(st.text(alphabet="aA1 .!?«»()\n", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
