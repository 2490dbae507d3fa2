"""Long documents with questions and the spot that answers each: what the sizes of passages are measured on."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.blocks import Block, BlockKind, Page
from ingest.cleaning import clean_pages
from kunnskapsbase.errors import InputError
from kunnskapsbase.settings import ROOT

DATA = ROOT.parent / "shared" / "data"
# Where one law ends and the next begins is not told in the set, only the order of the sections.
_SECTIONS_A_LAW = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the document that answers it, and the stretch of text that does (letters and digits alone)."""

    id: str
    question: str
    document: str
    answer: str


@dataclass(frozen=True, slots=True)
class LongTexts:
    """Documents as blocks, by id, and what is asked of them."""

    documents: Mapping[str, Sequence[Block]]
    asked: Sequence[Asked]


def squeezed(text: str) -> str:
    """The letters and digits of a text: what is left alone by whatever way it is cut, joined and bulleted."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def holds(passage: str, answer: str) -> bool:
    """Whether a passage holds most of the answer, or lies mostly inside it."""
    if answer in passage or passage in answer:
        return True
    # Cut somewhere in the middle: the end of the one is the beginning of the other.
    least = min(len(passage), len(answer)) // 2
    return passage[-least:] in answer or passage[:least] in answer


def _lines(file: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        raise InputError(f"Fant ikke {file}. Tekstene følger ikke med programmet; oppgi mappen med --data.") from None


def _retrieval_set(folder: Path, document_of: Mapping[str, str], texts: Mapping[str, str]) -> LongTexts:
    """A set of passages put together to the documents they stand in, in their order."""
    documents: dict[str, list[Block]] = {}
    for passage, document in document_of.items():
        documents.setdefault(document, []).append(Block(BlockKind.PARAGRAPH, texts[passage]))
    questions = {row["_id"]: row["text"] for row in _lines(folder / "queries.jsonl")}
    with (folder / "qrels.tsv").open(encoding="utf-8") as file:
        judged = {row["query-id"]: row["corpus-id"] for row in csv.DictReader(file, delimiter="\t")}
    asked = [
        Asked(query, questions[query], document_of[passage], squeezed(texts[passage]))
        for query, passage in judged.items()
    ]
    return LongTexts(documents, asked)


def articles(data: Path) -> LongTexts:
    """NorQuAD: questions to encyclopedia and news articles of some 2,000 characters, answered by one paragraph."""
    folder = data / "gjenfinning" / "norquad_dev"
    texts = {row["_id"]: row["text"] for row in _lines(folder / "corpus.jsonl")}
    return _retrieval_set(folder, {passage: passage.partition("_")[0] for passage in texts}, texts)


def laws(data: Path) -> LongTexts:
    """Headings of sections of laws, answered by the section; 25 sections in a row stand for a law."""
    folder = data / "gjenfinning" / "lov_dev"
    texts = {row["_id"]: row["text"] for row in _lines(folder / "corpus.jsonl")}
    document_of = {passage: f"lov-{place // _SECTIONS_A_LAW}" for place, passage in enumerate(texts)}
    return _retrieval_set(folder, document_of, texts)


def reports(data: Path) -> LongTexts:
    """What five public reports tell of, asked for by its title and problem in other words, and found by a quotation."""
    documents: dict[str, Sequence[Block]] = {}
    for file in sorted((data / "rapporter").glob("*.txt")):
        documents[file.stem] = clean_pages([Page(1, file.read_text(encoding="utf-8"))]).blocks
    text_of = {name: squeezed(" ".join(block.text for block in blocks)) for name, blocks in documents.items()}
    asked = []
    for row in _lines(data / "erfaringer" / "rapport_funn.jsonl"):
        answer = squeezed(row["quote"])
        for name, text in text_of.items():
            if answer in text:
                question = " ".join(part for part in (row["title"], row["problem"]) if part)
                asked.append(Asked(row["id"], question, name, answer))
                break
    return LongTexts(documents, asked)


SETS = {"artikler": articles, "lover": laws, "rapporter": reports}
