"""T7 and T8: footnotes in the middle of a sentence or a word, and their numbers on the words."""

import pytest

from ingest.blocks import BlockKind
from tests.ingest.cleaning.making import DIFI, FULL, TELEMARK, Report, clean, texts, whole

RULE = " " * 54


def test_notes_in_the_middle_of_a_word_are_cut_before_the_pages_are_joined() -> None:
    first = f"{FULL}\nsom igjen bygger på ge-\n{RULE}\n5 https://dfo.no/veileder.pdf\n6 Se Hansen (2019) om dette.\nhttps://dfo.no/veileder.pdf"
    cleaned = clean(f"Dette er kjent.5 Det er også målt.6\n{first}", "vinstrealisering med målindikatorer.")
    assert "bygger på gevinstrealisering med målindikatorer." in whole(cleaned)
    assert texts(cleaned, BlockKind.NOTE) == ["6 Se Hansen (2019) om dette."]
    assert cleaned.links == ["https://dfo.no/veileder.pdf"]


def test_notes_are_found_without_a_rule_by_the_number_that_has_grown_on_a_word() -> None:
    page = (
        f"{FULL}\nKartleggingen1 viser at det er {FULL.lower()}\nog at det varer.\n1 Jf. «en annen» rapport om dette."
    )
    cleaned = clean(page, "Neste side.")
    assert texts(cleaned, BlockKind.NOTE) == ["1 Jf. «en annen» rapport om dette."]
    assert "Kartleggingen viser" in whole(cleaned)


def _page_with_note(number: int, note: str, last: str) -> str:
    return f"{FULL}\nDet er kjent{number} at {FULL.lower()}\n{last}\n{RULE}\n{note}"


def test_the_rest_of_a_note_on_the_next_page_goes_back_to_its_note() -> None:
    first = _page_with_note(1, "1 Jf. «en annen» rapport, som ligger et annet sted i", "og kommunen vil derfor")
    second = _page_with_note(2, "rapporten.\n2 Se Hansen (2019).", "gå videre og ta med seg flere i dette")
    cleaned = clean(first, second, "arbeidet til neste år.")
    assert texts(cleaned, BlockKind.NOTE) == [
        "1 Jf. «en annen» rapport, som ligger et annet sted i rapporten.",
        "2 Se Hansen (2019).",
    ]
    assert "flere i dette arbeidet til neste år." in whole(cleaned)


def test_what_stands_above_notes_is_no_rest_of_a_note_that_has_ended() -> None:
    first = _page_with_note(1, "1 Se en annen rapport.", "og kommunen vil derfor")
    cleaned = clean(first, _page_with_note(2, "Kilde: SSB\n2 Se Hansen (2019).", "gå videre."))
    assert texts(cleaned, BlockKind.NOTE) == ["1 Se en annen rapport.", "2 Se Hansen (2019)."]
    assert "Kilde: SSB" in whole(cleaned)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«brukerne»7 er", "«brukerne» er"),
        ("kvalitetsutvikling7.", "kvalitetsutvikling."),
        ("seks faser:7", "seks faser:"),
        ("kultursektoren.7 Her", "kultursektoren. Her"),
        ("(2019-2025).7", "(2019-2025)."),
        ("var etter 20107.", "var etter 2010."),
        ("«distriktsområder.»7", "«distriktsområder.»"),
        ("i kap. 1.7 er", "i kap. 1.7 er"),
        ("NOU 2016:7 er", "NOU 2016:7 er"),
        ("Inven2 er", "Inven2 er"),
        ("figur 7 er", "figur 7 er"),
        ("5G7x er", "5G7x er"),
    ],
)
def test_the_number_of_a_note_on_the_page_is_taken_off(text: str, expected: str) -> None:
    notes = "\n".join(f"{number} Note om noe viktig." for number in range(1, 8))
    earlier = "\n".join(f"Noe er kjent{number} fra før." for number in range(1, 7))
    page = f"{earlier}\nDette og {text} og så er det mer tekst som følger.\n{RULE}\n{notes}"
    assert expected in whole(clean(page))


def test_numbers_stay_where_the_page_has_no_such_note() -> None:
    assert "Inven2 og covid19" in whole(clean("Inven2 og covid19 er to navn."))


def test_the_notes_of_the_reports_are_apart(report: Report) -> None:
    difi, telemark = report(DIFI), report(TELEMARK)
    assert difi.counts["notes"] == 19
    assert telemark.counts["notes"] == 10
    assert any(text.startswith("2 Bason, Christian (2010)") for text in texts(difi, BlockKind.NOTE))
    assert "(jf. figur 4). Modellen dekker" in whole(telemark)
    assert "som også bygger på gevinstrealisering med målindikatorer" in whole(telemark)


@pytest.mark.parametrize(
    "text",
    [
        "for «brukerne»:",
        "kontinuerlig kvalitetsutvikling.",
        "Arendalskonferansen etablert",
        "var etter 2010.",
        "0 – 24 samarbeidet er en ny",
        "i Innovasjon Norges og i",
    ],
)
def test_no_note_number_is_left_on_a_word_of_the_difi_report(report: Report, text: str) -> None:
    assert text in whole(report(DIFI))


@pytest.mark.parametrize(
    "text", ["som består av seks faser:", "teknisk sektor og kultursektoren. Her", "på forhånd. Dette"]
)
def test_no_note_number_is_left_on_a_word_of_the_telemark_report(report: Report, text: str) -> None:
    assert text in whole(report(TELEMARK))


def test_names_that_end_in_a_number_keep_it_in_the_report(report: Report) -> None:
    assert "Inven2" in whole(report(DIFI))
    assert "HelseOmsorg21" in whole(report(DIFI))


def test_a_chapter_with_the_number_of_the_next_note_is_no_note() -> None:
    body = f"Rapporten sier mye om dette.1 Den er lang.\n{FULL}\n1 Sammendrag\n{FULL}\nog mer, og det er slutt på det."
    cleaned = clean(f"{body}\n1 Jf. «en annen» rapport om dette.", "Neste side.")
    assert texts(cleaned, BlockKind.NOTE) == ["1 Jf. «en annen» rapport om dette."]
    assert "1 Sammendrag" in whole(cleaned)
