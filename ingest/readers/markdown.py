"""Markdown, with or without YAML front matter: headings, paragraphs, lists, quotes and tables, by markdown-it-py.

Haystack's ``MarkdownToDocument`` (3.4) is the same library with its text as one string, without headings and lists.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Block, BlockKind, Extract, Remark, SourceType
from ingest.front_matter import FENCE, read_front_matter
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.encoding import read_text

# Reading takes 2 s for each MB of ordinary text, and up to 13 s of nothing but brackets or tables.
MAX_MEGABYTES = 5
_KEYS = {
    "tittel": "tittel",
    "title": "tittel",
    "utgiver": "utgiver",
    "publisher": "utgiver",
    "dato": "dato",
    "date": "dato",
    "url": "url",
    "kilde": "url",
    "source": "url",
}
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TEXT = {"text", "code_inline", "image"}


def read(file: Path, limits: Limits) -> Extract:
    """Read a Markdown file. Links keep their text and lose their address; fenced code and comments are left out.

    Raises:
        UnreadableError: the file is empty, too large, no text, or has nothing but code, comments and markup.
    """
    text, remarks = read_text(file, limits)
    if len(text) > MAX_MEGABYTES * 1_000_000:
        raise UnreadableError(
            Reason.TOO_LARGE,
            f"Filen har {len(text) // 1_000_000} millioner tegn; grensen er {MAX_MEGABYTES}. Del den opp.",
        )
    body, metadata, own_remarks = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks = list(_blocks(tokens))
    if not blocks:
        raise UnreadableError(Reason.NO_TEXT, "Filen har ingen løpende tekst, bare kode eller oppsett.")
    title = next((block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), None)
    if title:
        metadata.setdefault("tittel", title)
    counts = {
        "characters": sum(len(block.text) for block in blocks),
        "blocks": len(blocks),
        "code_blocks": sum(1 for token in tokens if token.type == "fence"),
    }
    return Extract(
        SourceType.MARKDOWN,
        "markdown-it-py",
        blocks=blocks,
        metadata=metadata,
        counts=counts,
        remarks=[*remarks, *own_remarks],
    )


def _front_matter(text: str) -> tuple[str, dict[str, str], list[Remark]]:
    """The body, what the front matter says of the document, and a remark where it cannot be understood."""
    # A line of dashes may also be a rule: only what has a field below it is a front matter.
    if not re.match(rf"{FENCE}[ \t]*\n\s*[\w-]+\s*:", text):
        return text, {}, []
    front = read_front_matter("", text)
    if not front.found:
        return text, {}, [Remark("hode", "Hodet øverst i filen er ikke lukket med «---», og er lest som tekst.")]
    if not front.readable:
        problem = front.problems[0]
        where = "" if problem.line is None else f"Linje {problem.line}: "
        return front.body, {}, [Remark("hode", f"Hodet i filen er hoppet over. {where}{problem.message}")]
    metadata: dict[str, str] = {}
    for name, field in front.data.items():
        key = _KEYS.get(name.lower())
        # The front matter of an experience has «kilde» with an address of its own.
        value = field.get("url") if isinstance(field, dict) else field
        if key and isinstance(value, str) and value.strip():
            metadata.setdefault(key, " ".join(value.split()))
    return front.body, metadata, []


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    open_kinds = [BlockKind.PARAGRAPH]
    level = 0
    rows: list[list[str]] = []
    in_table = False
    for token in tokens:
        if token.type in {"list_item_open", "blockquote_open"}:
            open_kinds.append(BlockKind.LIST_ITEM if token.type == "list_item_open" else BlockKind.QUOTE)
        elif token.type in {"list_item_close", "blockquote_close"}:
            open_kinds.pop()
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
            table = "\n".join(" | ".join(row).strip() for row in rows if any(row))
            if table:
                yield Block(BlockKind.TABLE, table)
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and in_table:
            rows[-1].append(_inline(token))
        else:
            yield from _leaf(token, level, open_kinds[-1])


def _leaf(token: Token, level: int, kind: BlockKind) -> Iterator[Block]:
    """The text of a heading, a paragraph, a piece of HTML or an indented block; fenced code has none."""
    if token.type == "inline":
        text = _inline(token)
    elif token.type == "html_block":
        text = _without_tags(token.content)
    elif token.type == "code_block":
        # Four spaces before a line make it code to Markdown; in reports it is a paragraph somebody indented.
        text = " ".join(token.content.split())
    else:
        return
    if text:
        yield Block(BlockKind.HEADING if level else kind, text, level=level)


def _inline(token: Token) -> str:
    parts: list[str] = []
    in_address = False
    for child in token.children or []:
        if child.markup == "autolink":
            # «<https://…>» is nothing but its address.
            in_address = child.type == "link_open"
        elif in_address:
            continue
        elif child.type in _TEXT:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return " ".join("".join(parts).split())


def _without_tags(html: str) -> str:
    return " ".join(_TAG.sub(" ", _HIDDEN.sub(" ", _COMMENT.sub(" ", html))).split())
