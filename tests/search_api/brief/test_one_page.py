"""The PDF is one A4 page whatever is told, tagged, in its language, with its texts to be read and copied."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from kunnskapsbase.adoption import Adoption, AdoptionStatus
from kunnskapsbase.solution import Gain, GainType
from search_api.brief.content import Brief, tell
from search_api.brief.fitting import BUDGETS, fitted
from search_api.brief.layout import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, lay_out
from search_api.brief.pdf import to_pdf
from search_api.shelf import Shelved
from search_api.wording import Language, wording
from tests.support.told import REGISTER, beside, corpus_solutions, overwhelming

MADE = datetime(2026, 11, 29, tzinfo=UTC)
ENDLESS = {
    "sentences": "Dette er en setning om et tiltak i kommunen. " * 300,
    "one sentence": "ord og flere ord " * 900,
    "one word": "W" * 9000,
    "capitals": "ALT I STORE BOKSTAVER. " * 500,
    "emoji and Sámi": "Kárášjohka ČĐŊŠŦŽ 💧 漢字. " * 500,
}


def page(shelved: Shelved, asker: str | None, language: Language) -> Brief:
    words, who = wording(language), REGISTER.get(asker) if asker else None
    return fitted(tell(shelved, who, words, date(2026, 11, 29), beside(shelved, who)), words)


def read(brief: Brief) -> PdfReader:
    return PdfReader(BytesIO(to_pdf(brief, MADE)))


def words_of(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split()


def tags(node: DictionaryObject) -> list[str]:
    """The tags of a structure tree in reading order."""
    kids = node.get("/K", [])
    below = [each.get_object() for each in (kids if isinstance(kids, list) else [kids])]
    own = [str(node["/S"])] if "/S" in node else []
    return [*own, *(tag for kid in below if isinstance(kid, DictionaryObject) for tag in tags(kid))]


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("asker", [None, "5614"])
def test_every_experience_of_the_corpus_stands_whole_on_one_page(asker: str | None, language: Language) -> None:
    words = wording(language)
    for shelved in corpus_solutions():
        brief = page(shelved, asker, language)
        assert lay_out(brief).fits, shelved.solution.id
        everything = "\n".join(line.text for part in (*brief.main, *brief.side) for line in part.lines)
        assert words.say("brief_rest_source") not in everything, shelved.solution.id


def test_a_sample_of_the_corpus_is_one_page_each_and_the_whole_text_can_be_read_back() -> None:
    for shelved in corpus_solutions()[::23]:
        brief = page(shelved, "5614", "nb")
        reader = read(brief)
        assert len(reader.pages) == 1
        text = " ".join(words_of(reader.pages[0].extract_text()))
        assert " ".join(words_of(brief.title)) in text
        approach = " ".join(words_of(brief.main[0].lines[0].text))
        assert approach in text, shelved.solution.id


def adopted(solution_id: str, kommunenummer: str, text: str) -> Adoption:
    """An adoption in which as much is told as there may be."""
    most = text[:2000]
    return Adoption(
        solution_id=solution_id,
        kommunenummer=kommunenummer,
        status=AdoptionStatus.IN_OPERATION,
        since=date(2026, 1, 1),
        gains=tuple(Gain(type=GainType.TIME, description=text) for _ in range(50)),
        effort=most,
        would_change=most,
    )


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_would_never_fit_is_still_one_page_with_nothing_outside_the_margins(kind: str) -> None:
    shelved, words = overwhelming(ENDLESS[kind]), wording("nb")
    told = [adopted(shelved.solution.id, number, ENDLESS[kind]) for number in ("5614", "1804", "0301")]
    asker = REGISTER.get("5614")
    brief = fitted(tell(shelved, asker, words, date(2026, 11, 29), beside(shelved, asker, *told)), words)
    layout = lay_out(brief)
    assert layout.fits
    for paragraph in layout.paragraphs:
        assert paragraph.left >= MARGIN
        assert paragraph.left + paragraph.width <= PAGE_WIDTH - MARGIN + 0.01
        for run in paragraph.runs:
            assert MARGIN < run.y < PAGE_HEIGHT - MARGIN + 1
    assert len(read(brief).pages) == 1


def test_the_budgets_go_from_generous_to_tight() -> None:
    assert [(each.characters, each.items) for each in BUDGETS] == sorted(
        ((each.characters, each.items) for each in BUDGETS), reverse=True
    )


def test_no_two_paragraphs_of_a_column_overlap() -> None:
    layout = lay_out(page(overwhelming(ENDLESS["sentences"]), "5614", "nb"))
    for left in {paragraph.left for paragraph in layout.paragraphs}:
        column = [paragraph for paragraph in layout.paragraphs if paragraph.left == left]
        bottoms = [each.top + each.style.height * len({run.y for run in each.runs}) for each in column]
        tops = [each.top for each in column]
        assert all(bottom <= top + 0.01 for bottom, top in zip(bottoms, tops[1:], strict=False))


def test_the_pdf_tells_its_title_its_language_and_what_each_part_is() -> None:
    nynorsk = next(each for each in corpus_solutions() if each.solution.language == "nn")
    reader = read(page(nynorsk, None, "nb"))
    assert reader.metadata is not None
    assert reader.metadata.title == nynorsk.solution.title
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "nb-NO"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    found = tags(catalogue["/StructTreeRoot"])
    assert found[:4] == ["/Document", "/P", "/H1", "/P"]
    assert found.count("/H1") == 1
    assert found.count("/H2") == 9
    # A text in the other language says so.
    assert b"/Lang (nn-NO)" in reader.pages[0].get_contents().get_data()  # type: ignore[union-attr]


def test_the_font_is_embedded_and_so_are_the_links() -> None:
    reader = read(page(corpus_solutions()[0], None, "nb"))
    fonts: Any = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "LiberationSans" in font.get_object()["/BaseFont"]
        assert "/FontFile2" in descriptor
    links = [each.get_object()["/A"]["/URI"] for each in reader.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert corpus_solutions()[0].solution.source.url in links


def test_the_same_page_gives_the_same_bytes() -> None:
    brief = page(corpus_solutions()[0], "5614", "nb")
    assert to_pdf(brief, MADE) == to_pdf(brief, MADE)
