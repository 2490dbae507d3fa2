"""T10, T11, T14: flattened tables, figures that are gone, pull quotes and boxes."""

from ingest.blocks import BlockKind
from tests.ingest.cleaning.making import DIFI, FULL, TELEMARK, Report, clean, texts, whole

PROSE = "\n".join([f"{FULL}."] * 10)
TABLE = """Aktør/
miljø
Beskrivelse/rolle Målgruppe
Difi Kompetansemiljø for
innovasjon i offentlig
sektor
Offentlig sektor,
med hovedvekt på
kommunene
Norges
forsknings-
råd
Forskningsrådet skal
bidra til et system
Norsk næringsliv
Høgskolen
i Molde
Behovsdrevet innovasjon"""
BOX = """Legger til rette for at private
kan kjøre piloter og eksperimentere
i storbyen. Piloter må være i tråd
med målene til byen. Den nye
enheten identifiserer steder hvor
aktørene kan teste, og kobler dem
med de rette personene i byen.
Den gir råd til alle som spør, og
den er åpen hele dagen for folk."""


def test_a_flattened_table_is_kept_apart_and_not_trusted() -> None:
    cleaned = clean(PROSE, TABLE, PROSE)
    tables = [block for block in cleaned.blocks if block.kind is BlockKind.TABLE]
    assert [block.trusted for block in tables] == [False]
    assert tables[0].spot.page == 2
    assert "Norges\nforskningsråd" in tables[0].text
    assert all(block.trusted for block in cleaned.blocks if block.kind is not BlockKind.TABLE)
    assert [remark.code for remark in cleaned.remarks] == ["flat_tabell"]


def test_a_narrow_box_of_sentences_is_no_table() -> None:
    cleaned = clean(PROSE, BOX, PROSE)
    assert not texts(cleaned, BlockKind.TABLE)
    assert "eksperimentere i storbyen. Piloter må være i tråd med målene til byen." in whole(cleaned)


def test_rows_of_numbers_are_a_table() -> None:
    rows = "Tabell 1: Innbyggere\nLund 3210 3180 3150\nBø i Telemark 6600 6610 6620\nSande 9100 9200 9300"
    assert texts(clean(f"{PROSE}\n{rows}\n\n{PROSE}"), BlockKind.TABLE)[0].startswith("Lund 3210")


def test_a_caption_is_a_block_and_the_lost_figure_is_told_of() -> None:
    cleaned = clean(PROSE, f"{PROSE}\n\nFigur 3: Virksomhetenes utfordringer og behov\n\n{PROSE}")
    assert texts(cleaned, BlockKind.CAPTION) == ["Figur 3: Virksomhetenes utfordringer og behov"]
    assert [(remark.code, remark.spot.page) for remark in cleaned.remarks] == [("figur_mangler", 2)]
    assert "Figur 3" in cleaned.remarks[0].message


def test_a_sentence_about_a_figure_is_no_caption() -> None:
    assert not texts(clean(f"{PROSE}\nFigur 1 viser organisasjonskart for samarbeidet."), BlockKind.CAPTION)


def test_a_pull_quote_before_a_heading_is_a_block_of_its_own() -> None:
    cleaned = clean(
        f"6 Aktørene\n{PROSE}",
        f"«Vi har mange samfunnsoppgaver vi\ntrenger nye løsninger på.»\n7 Utfordringer og behov\n\n{PROSE}",
    )
    assert texts(cleaned, BlockKind.QUOTE) == ["«Vi har mange samfunnsoppgaver vi trenger nye løsninger på.»"]
    assert "7 Utfordringer og behov" in texts(cleaned, BlockKind.HEADING)


def test_appendix_2_of_the_difi_report_is_a_table_and_the_rest_is_not(report: Report) -> None:
    blocks = report(DIFI).blocks
    pages = {block.spot.page for block in blocks if block.kind is BlockKind.TABLE}
    assert pages == {37, 56, 57, 58, 59, 60, 61}
    table = "\n".join(block.text for block in blocks if block.kind is BlockKind.TABLE)
    assert "Lillehamm" in table
    assert not any(block.trusted for block in blocks if block.kind is BlockKind.TABLE)
    assert not texts(report(TELEMARK), BlockKind.TABLE)


def test_the_captions_of_the_reports_are_found_with_their_figures_told_of(report: Report) -> None:
    assert [text[:7] for text in texts(report(DIFI), BlockKind.CAPTION)] == [
        f"Figur {number}" for number in (1, 2, 3, 4, 5, 6)
    ]
    assert [text[:7] for text in texts(report(TELEMARK), BlockKind.CAPTION)] == [
        f"Figur {number}" for number in (1, 2, 3, 4)
    ]
    assert sum(remark.code == "figur_mangler" for remark in report(TELEMARK).remarks) == 4
    assert "virksomheter." in texts(report(TELEMARK), BlockKind.CAPTION)[3]


def test_the_pull_quote_and_the_box_of_the_difi_report_are_apart(report: Report) -> None:
    assert "«Vi har mange samfunnsoppgaver vi trenger nye løsninger på.»" in texts(report(DIFI), BlockKind.QUOTE)
    blocks = report(DIFI).blocks
    box = next(block for block in blocks if "Legger til rette for at private aktører kan kjøre piloter" in block.text)
    assert box.spot.page == 35
    assert "velferdsteknologi" not in box.text
