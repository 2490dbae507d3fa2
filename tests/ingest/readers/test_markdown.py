"""Markdown: blocks with what they are, front matter as metadata, and nothing that is not text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import BlockKind, Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers import markdown

REPORT = """---
title: "Sluttrapport: ombruk"
date: 2023-05-04
utgiver: 'Eksempel kommune'
kilde:
  url: https://eksempel.example/rapport
---

# Ombruk av møbler

Kommunen har <!-- skjult --> brukt [møbler](https://butikk.example) om igjen,
og **spart** penger. <https://bare.adresse.example>

Utfordringen
------------

* Ett punkt
  som går over to linjer
* Ett til
  1. nøstet

> Et sitat
> over to linjer

| Tiltak | Før |
|---|---|
| Stoler | 3 |

```python
hemmelig = 1
```

    innrykket avsnitt

<details><summary>Mer</summary>

Skjult avsnitt

</details>

![Figur 1: kurve](bilde.png)

<script>kjør()</script>
<!-- en merknad
over to linjer -->
"""


def read(folder: Path, text: str | bytes) -> Extract:
    file = folder / "notat.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return markdown.read(file, Limits())


def test_each_block_is_what_it_was_written_as(tmp_path: Path) -> None:
    found = read(tmp_path, REPORT)
    assert [(block.kind, block.level, block.text) for block in found.blocks] == [
        (BlockKind.HEADING, 1, "Ombruk av møbler"),
        (BlockKind.PARAGRAPH, 0, "Kommunen har brukt møbler om igjen, og spart penger."),
        (BlockKind.HEADING, 2, "Utfordringen"),
        (BlockKind.LIST_ITEM, 0, "Ett punkt som går over to linjer"),
        (BlockKind.LIST_ITEM, 0, "Ett til"),
        (BlockKind.LIST_ITEM, 0, "nøstet"),
        (BlockKind.QUOTE, 0, "Et sitat over to linjer"),
        (BlockKind.TABLE, 0, "Tiltak | Før\nStoler | 3"),
        (BlockKind.PARAGRAPH, 0, "innrykket avsnitt"),
        (BlockKind.PARAGRAPH, 0, "Mer"),
        (BlockKind.PARAGRAPH, 0, "Skjult avsnitt"),
        (BlockKind.PARAGRAPH, 0, "Figur 1: kurve"),
    ]
    assert found.counts["code_blocks"] == 1


def test_the_front_matter_says_what_the_document_is(tmp_path: Path) -> None:
    assert read(tmp_path, REPORT).metadata == {
        "tittel": "Sluttrapport: ombruk",
        "dato": "2023-05-04",
        "utgiver": "Eksempel kommune",
        "url": "https://eksempel.example/rapport",
    }


def test_without_a_front_matter_the_first_heading_is_the_title(tmp_path: Path) -> None:
    assert read(tmp_path, "Innledning.\n\n# Tittelen\n\n# En annen\n").metadata == {"tittel": "Tittelen"}


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    found = read(tmp_path, "---\n\nEt avsnitt.\n\n---\n\nEt til.\n")
    assert [block.text for block in found.blocks] == ["Et avsnitt.", "Et til."]
    assert found.remarks == []


@pytest.mark.parametrize("head", ["---\ntitle: Sluttrapport: ombruk\n---\n", "---\ntitle: Uten slutt\n\n"])
def test_a_broken_front_matter_is_remarked_and_the_text_is_read(tmp_path: Path, head: str) -> None:
    found = read(tmp_path, head + "\nTeksten er her.\n")
    assert found.blocks[-1].text == "Teksten er her."
    assert [remark.code for remark in found.remarks] == ["hode"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_do_not_matter(tmp_path: Path, encoding: str, ends: str) -> None:
    found = read(tmp_path, REPORT.replace("\n", ends).encode(encoding))
    assert found.blocks[0].text == "Ombruk av møbler"
    assert found.metadata["dato"] == "2023-05-04"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\n", Reason.EMPTY),
        (b"<!-- bare en merknad -->\n", Reason.NO_TEXT),
        (b"```\nbare_kode()\n```\n", Reason.NO_TEXT),
        (bytes(range(256)) * 40, Reason.WRONG_ENCODING),
        (b"ord " * (markdown.MAX_MEGABYTES * 260_000), Reason.TOO_LARGE),
    ],
    ids=["tom", "blank", "merknad", "kode", "binær", "for stor"],
)
def test_what_has_no_running_text_is_refused_with_its_reason(tmp_path: Path, data: bytes, reason: Reason) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(tmp_path, data)
    assert refused.value.reason is reason


def test_cells_left_empty_leave_no_loose_ends(tmp_path: Path) -> None:
    table = read(tmp_path, "| a | b |\n|---|---|\ntekst\n").blocks[0]
    assert table.text == "a | b\ntekst |"
    with pytest.raises(UnreadableError):
        read(tmp_path, "| | |\n|---|---|\n")


LINES = st.sampled_from(
    [
        "---",
        "title: x",
        "# A",
        "## ",
        "* b",
        "  * c",
        "> d",
        "| a | b |",
        "|---|---|",
        "```",
        "    e",
        "<div>",
        "<!--",
        "-->",
        "[a](b)",
        "<script>",
        "***",
        "![",
        "&amp;",
        "1. f",
        "===",
        "\t",
        "\\",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=30).map("\n".join))
def test_whatever_the_lines_nothing_but_a_refusal_comes_out(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    try:
        found = read(tmp_path_factory.mktemp("notat"), text.encode("utf-8", errors="replace"))
    except UnreadableError:
        return
    assert all(block.text.strip() == block.text != "" for block in found.blocks)
    assert all((block.kind is BlockKind.HEADING) == (1 <= block.level <= 6) for block in found.blocks)
