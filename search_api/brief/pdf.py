"""The brief as a PDF: one A4 page, tagged, with its language, title and font in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences

from search_api.brief.content import Brief, Mark
from search_api.brief.layout import FONT, MARGIN, PAGE_WIDTH, Layout, Placed, add_fonts, lay_out
from search_api.wording import Language

_LOCALES = {"nb": "nb-NO", "nn": "nn-NO"}


class _TaggedPage(FPDF):
    """A page on which every text says what it is to a screen reader, and what is only drawn says that it is nothing."""

    @contextmanager
    def tagged(self, tag: str, language: Language | None) -> Iterator[None]:
        """Mark what is written as a heading or a paragraph; ``language`` where it is not the document's own."""
        mark = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{tag}", mcid=mark)
        self._out(f"/{tag} <</MCID {mark}>> BDC")
        if language:
            self._out(f"/Span <</Lang ({_LOCALES[language]})>> BDC")
        yield
        self._out("EMC EMC" if language else "EMC")

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """Mark what is drawn as having nothing to say."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")


def to_pdf(brief: Brief, day: datetime) -> bytes:
    """The page as a PDF file; ``day`` is the file's own date, so that the same page gives the same bytes."""
    pdf = _TaggedPage(format="A4")
    pdf.set_auto_page_break(False)
    add_fonts(pdf)
    pdf.set_lang(_LOCALES[brief.language])
    pdf.set_title(brief.title)
    pdf.set_author("Løst før")
    pdf.set_subject(brief.kicker)
    pdf.set_creation_date(day.astimezone(UTC))
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.add_page()
    _write(pdf, lay_out(brief), brief.language)
    return bytes(pdf.output())


def _write(pdf: _TaggedPage, layout: Layout, language: Language) -> None:
    with pdf.drawn():
        pdf.set_draw_color(180, 192, 200)
        pdf.set_line_width(0.25)
        for height in layout.rules:
            pdf.line(MARGIN, height, PAGE_WIDTH - MARGIN, height)
    for paragraph in layout.paragraphs:
        _mark(pdf, paragraph)
        pdf.set_text_color(*paragraph.style.colour)
        with pdf.tagged(paragraph.style.tag, None if paragraph.language == language else paragraph.language):
            for run in paragraph.runs:
                pdf.set_font(FONT, "B" if run.bold else "", paragraph.style.size)
                pdf.text(run.x, run.y, run.text)
        if paragraph.href:
            lines = len({run.y for run in paragraph.runs})
            height = lines * paragraph.style.height
            pdf.link(paragraph.left, paragraph.top, paragraph.width, height, paragraph.href)


def _mark(pdf: _TaggedPage, paragraph: Placed) -> None:
    middle = paragraph.top + paragraph.style.height / 2
    with pdf.drawn():
        if paragraph.mark is Mark.BULLET:
            pdf.set_fill_color(*paragraph.style.colour)
            pdf.circle(paragraph.left - 2.6, middle, 0.5, style="F")
        elif paragraph.mark is Mark.BOX:
            pdf.set_draw_color(*paragraph.style.colour)
            pdf.rect(paragraph.left - 4, middle - 1.3, 2.6, 2.6)
