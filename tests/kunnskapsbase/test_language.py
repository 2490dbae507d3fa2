"""Which language a text is in, also where the forms of Norwegian differ by a word or two."""

import time

import pytest

from kunnskapsbase.language import language_of

TEXTS = [
    ("nb", "Kommunen har ikke tatt i bruk løsningen ennå, men regner med å gjøre det i løpet av året."),
    ("nb", "Flere av kommunene sier at de ikke kunne gjort dette alene."),
    ("nn", "Kommunen har ikkje teke i bruk løysinga enno, men reknar med å gjere det i løpet av året."),
    ("nn", "Fleire av kommunane seier at dei ikkje kunne gjort dette åleine."),
    ("nn", "Elevane lærer meir når dei får vere med og avgjere kva dei skal arbeide med."),
    ("se", "Buot olbmot leat riegádan friddjan ja olmmošárvvu ja olmmošvuoigatvuođaid dáfus ovttaárvosažžan."),
    ("se", "Sámediggi lea sámiid álbmotválljen orgána ja bargá sámi beroštumiid ovddas."),
    ("en", "Public sector innovation is about creating value for citizens and society."),
    ("da", "Kommunerne har brug for at afprøve nye løsninger, og det kræver både mod og nysgerrighed af lederne."),
    ("sv", "Kommunerna behöver pröva nya lösningar, och det kräver både mod och nyfikenhet av cheferna."),
    ("und", "Die Gemeinden müssen neue Lösungen erproben, und das verlangt Mut von den Führungskräften."),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_sentence_is_known_for_what_it_is(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", " ", "Ja.", "12 345 678 90", "§ 3-4", "Kommunal- og distriktsdepartementet", "…"])
def test_of_too_little_nothing_is_said(text: str) -> None:
    assert language_of(text) == "und"


def test_a_quotation_in_nynorsk_does_not_make_a_bokmal_passage_nynorsk() -> None:
    text = "Gjennom prosjektet «Saman om ein betre kommune» ble det holdt kurs for alle som ikke hadde vært med før."
    assert language_of(text) == "nb"


def test_a_text_in_capitals_is_known_too() -> None:
    assert language_of("KOMMUNANE SEIER AT DEI IKKJE KAN GJERE DETTE ÅLEINE") == "nn"


def test_a_document_without_end_takes_no_longer_than_a_page() -> None:
    begun = time.perf_counter()
    assert (
        language_of("Dette er en setning som ikke tar slutt og som aldri blir ferdig med å si det den vil. " * 50_000)
        == "nb"
    )
    assert time.perf_counter() - begun < 1
