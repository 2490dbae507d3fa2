"""T12: running headers, footers and page numbers; and tables of contents."""

from ingest.blocks import BlockKind
from tests.ingest.cleaning.making import DIFI, FULL, LETTER, TELEMARK, Report, clean, texts, whole


def with_margins(number: int, text: str) -> str:
    return f"Rapport om velferdsteknologi i kommunene {number}\n{text}\nSide {number} av 4"


def test_headers_footers_and_page_numbers_go_and_the_text_around_them_is_joined() -> None:
    topics = ("skole", "helse", "vann")
    pages = [
        with_margins(number, f"Om {topic} sier {FULL.lower()}\nog at {topic} vil bruke gevinst-")
        for number, topic in enumerate(topics, 1)
    ]
    cleaned = clean(*pages, with_margins(4, "realisering i alle tjenester."))
    assert "Rapport om" not in whole(cleaned)
    assert "Side" not in whole(cleaned)
    assert cleaned.counts["margin_lines"] == 8
    assert whole(cleaned).endswith("vann vil bruke gevinstrealisering i alle tjenester.")


def test_headers_of_left_and_right_pages_go_though_their_numbers_stand_at_either_end() -> None:
    title = "Tiltak for å stimulere til innovasjon i små kommuner"
    pages = [f"{title} {number}\n{FULL}." if number % 2 else f"{number} {title}\n{FULL}." for number in (5, 6, 7)]
    assert title not in whole(clean(*pages))


def test_a_heading_that_the_header_repeats_is_kept_where_it_stands_first() -> None:
    pages = [f"Metode og data\n{FULL} {number}\ni alle år, og det er slutt." for number in "abcde"]
    cleaned = clean("Forord til rapporten\nTakk til alle.", *pages)
    assert texts(cleaned, BlockKind.HEADING).count("Metode og data") == 1
    assert whole(cleaned).count("Metode og data") == 1


def test_a_number_in_the_text_of_a_single_page_stays() -> None:
    assert "2020" in whole(clean("2020\nvar et år med mange endringer i kommunene."))


def test_a_line_that_stands_on_two_pages_by_chance_stays() -> None:
    cleaned = clean(f"Vår vurdering:\n{FULL}.", f"Vår vurdering:\n{FULL}.")
    assert whole(cleaned).count("Vår vurdering:") == 2


def test_a_table_of_contents_goes_and_its_headings_stay_where_they_come() -> None:
    contents = "\n".join(
        f"{number}.{part} Del {part} om noe ........ {number * 3}" for number in (1, 2) for part in (1, 2, 3)
    )
    cleaned = clean(f"Innhold\n{contents}", f"1.1 Del 1 om noe\n{FULL} og mer.")
    assert whole(cleaned).count("Del 1 om noe") == 1
    assert cleaned.counts["contents_lines"] == 6
    assert cleaned.counts["letters_removed"] > 0


def test_a_table_of_contents_without_dots_goes_too() -> None:
    contents = "1 Innledning 3\n1.1 Bakgrunn 3\n1.2 Mål og metode 5\n2 Resultater 9\n"
    assert clean(contents, f"1 Innledning\n{FULL} og mer.").counts["contents_lines"] == 4


def test_the_margins_of_the_reports_are_gone(report: Report) -> None:
    assert "Tiltak for å stimulere til økt innovasjon og utvikling i små distriktskommuner" not in whole(
        report(TELEMARK)
    )
    assert "Difi rapport 2017:01" not in whole(report(DIFI))
    assert "33" not in texts(report(DIFI))
    assert "Side 2" not in whole(report(LETTER))


def test_the_text_after_a_header_in_the_middle_of_a_page_is_no_note(report: Report) -> None:
    """In the Telemark report the start of page 14 is lost: a list of URLs is followed by its header, and then text."""
    found = {block.text: block.kind for block in report(TELEMARK).blocks}
    assert found["1.3 Regionnivå – begrepsavklaring"] is BlockKind.HEADING
    assert any("Dette dreier seg om hvordan innovasjonsarbeidet er lagt opp" in text for text in found)
