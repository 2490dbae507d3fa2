"""The text of a Word paragraph as its reader sees it when all changes are accepted.

python-docx's ``paragraph.text`` is not used: it leaves out what stands in tracked insertions, content controls and
smart tags, and the text boxes. Haystack's converter builds on it, and gives one string for the whole file.
"""

from dataclasses import dataclass, field

from ingest.readers.docx_styles import W, Xml

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Deleted and moved-away text, what stands twice (a text box is also written for Word 2007), and properties.
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{_MC}Fallback"})
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_RENDERED = f"{W}lastRenderedPageBreak"
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_OFF = frozenset({"0", "false", "off"})


@dataclass
class ParagraphText:
    """What a paragraph holds.

    ``breaks`` are the page breaks in it: whether Word or a person made each, and whether text stood before it.
    ``notes`` are the kind and id of the notes it refers to, ``boxes`` the text boxes anchored in it, and ``bold``
    says whether every letter is bold by the paragraph's own runs.
    """

    pieces: list[str] = field(default_factory=list)
    breaks: list[tuple[bool, bool]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Xml] = field(default_factory=list)
    bold: bool = True
    started: bool = False

    @property
    def text(self) -> str:
        """The text, with line ends where the author broke a line."""
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        """Add a piece of text."""
        self.pieces.append(text)
        self.started = self.started or bool(text.strip())


def read_paragraph(paragraph: Xml) -> ParagraphText:
    """The text of a ``w:p`` element."""
    read = ParagraphText()
    _walk(paragraph, read)
    return read


def mark_is_deleted(paragraph: Xml) -> bool:
    """Whether a tracked change takes away the end of this paragraph, so that the next one follows on the same line."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _walk(element: Xml, read: ParagraphText) -> None:
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT:
            continue
        if tag == f"{W}r":
            _run(child, read)
        elif tag in {f"{W}t", f"{_M}t"}:
            read.add(child.text or "")
        elif tag == f"{W}tab":
            read.add("\t")
        elif tag == f"{W}noBreakHyphen":
            read.add("-")
        elif tag in _BREAKS and child.get(f"{W}type") != "page":
            read.add("\n")
        elif tag in _BREAKS or tag == _RENDERED:
            read.breaks.append((tag == _RENDERED, read.started))
        elif tag in _NOTES:
            read.notes.append((_NOTES[tag], child.get(f"{W}id")))
        elif tag == f"{W}txbxContent":
            read.boxes.append(child)
        else:
            _walk(child, read)


def _run(run: Xml, read: ParagraphText) -> None:
    if _is_on(run, "vanish"):
        return
    first = len(read.pieces)
    _walk(run, read)
    if any(piece.strip() for piece in read.pieces[first:]) and not _is_on(run, "b"):
        read.bold = False


def _is_on(run: Xml, name: str) -> bool:
    element = run.find(f"{W}rPr/{W}{name}")
    return element is not None and element.get(f"{W}val") not in _OFF
