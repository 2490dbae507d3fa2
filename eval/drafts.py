"""``python -m eval.drafts``: do the proposed drafts find what people found when they read the five reports?

Against the 77 findings that were noted by hand, each with a short quotation. A finding is met when a draft is drawn
from the passage its quotation stands in. Drafts are only made where a municipality is named, so the findings are told
apart by whose they are. A draft that meets no finding need not be wrong: the share that does is a lower bound of
precision. Exit status: 0 done; 2 nothing could be measured.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.building import describe, temporary_base
from eval.command import show
from eval.provenance import provenance
from eval.report import RESULTS, Report, Table, write
from ingest.drafts import Draft, drafts
from ingest.pipeline import add
from kunnskapsbase.document import Document
from kunnskapsbase.document_text import DOCUMENT
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import load_register
from kunnskapsbase.records import RecordStore
from kunnskapsbase.settings import ROOT, Settings

SHARED = ROOT.parent / "shared" / "data"
_LETTERS = re.compile(r"[^a-zæøå0-9]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader noted in a report, and the words it can be found by."""

    id: str
    kind: str
    actor: str
    quote: str


def read_findings(file: Path) -> list[Finding]:
    """The findings, as they were collected.

    Raises:
        InputError: the file is not there.
    """
    if not file.exists():
        raise InputError(f"Fant ikke {file}. Oppgi mappen med grunndata med --shared.")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [Finding(row["id"], row["kind"], row["municipality_or_actor"], row["quote"]) for row in rows]


def _letters(text: str) -> str:
    """The text without what cleaning may change: hyphens, spaces, note digits at the ends of words."""
    return _LETTERS.sub("", re.sub(r"(?<=[a-zæøå])\d+(?!\w)", "", text.lower()))


def place_of(finding: Finding, documents: Sequence[Document]) -> tuple[str, set[int]] | None:
    """The document and the passages the finding's quotation stands in, over a boundary too."""
    wanted = _letters(finding.quote)
    for document in documents:
        ends: list[tuple[int, int]] = []
        text = ""
        for passage in document.passages:
            text += _letters(passage.text)
            ends.append((len(text), passage.number))
        start = text.find(wanted)
        if start >= 0:
            numbers = [number for end, number in ends if end > start]
            reach = sum(1 for end, _ in ends if start < end < start + len(wanted)) + 1
            return document.id, set(numbers[:reach])
    return None


def judge(findings: Sequence[Finding], documents: Sequence[Document], found: Sequence[Draft]) -> dict[str, Any]:
    """What was met, by kind of finding and by the drafts' own confidence."""
    places = {finding.id: place_of(finding, documents) for finding in findings}
    meeting: dict[str, list[str]] = {draft.id: [] for draft in found}
    met: set[str] = set()
    for finding in findings:
        if place := places[finding.id]:
            for draft in found:
                if draft.document_id == place[0] and place[1] & set(draft.passages):
                    meeting[draft.id].append(finding.id)
                    met.add(finding.id)
    kinds = sorted({finding.kind for finding in findings})
    levels = ("høy", "middels", "lav")
    return {
        "findings": {
            kind: {
                "all": sum(finding.kind == kind for finding in findings),
                "located": sum(finding.kind == kind and places[finding.id] is not None for finding in findings),
                "met": sum(finding.kind == kind and finding.id in met for finding in findings),
            }
            for kind in kinds
        },
        "drafts": {
            level: {
                "all": sum(draft.confidence == level for draft in found),
                "meeting": sum(draft.confidence == level and bool(meeting[draft.id]) for draft in found),
            }
            for level in levels
        },
        "missed_municipal": [
            f"{finding.id}: {finding.actor}"
            for finding in findings
            if finding.kind == "kommune/region" and finding.id not in met
        ],
    }


def _tables(results: dict[str, Any]) -> list[Table]:
    findings = [
        [kind, str(each["all"]), str(each["located"]), str(each["met"])] for kind, each in results["findings"].items()
    ]
    levels = [[level, str(each["all"]), str(each["meeting"])] for level, each in results["drafts"].items()]
    return [
        Table("Funn som utkastene møter", ("slag", "funn", "gjenfunnet i teksten", "møtt av et utkast"), findings),
        Table(
            "Utkastene etter egen sikkerhet",
            ("sikkerhet", "utkast", "møter minst ett funn"),
            levels,
            note="Et utkast som ikke møter et funn, kan likevel fortelle noe ekte: tallet er en nedre grense.",
        ),
        Table("Kommunale funn uten utkast", note="; ".join(results["missed_municipal"]) or "Ingen."),
    ]


def _documents(settings: Settings) -> list[Document]:
    store = RecordStore(settings.database)
    try:
        return [Document.model_validate_json(record.body) for record in store.each(DOCUMENT)]
    finally:
        store.close()


def run(shared: Path, folder: Path) -> Path:
    """Take in the reports, propose drafts, and compare; returns the JSON file."""
    findings = read_findings(shared / "erfaringer" / "rapport_funn.jsonl")
    with temporary_base() as settings:
        add([shared / "rapporter"], settings)
        documents = _documents(settings)
        register = load_register(settings.corpus / "kommuner")
        found = [draft for document in documents for draft in drafts(document, register)]
        results = judge(findings, documents, found)
        origin = provenance(settings, describe(settings))
    report = Report("utkast", "Utkast til erfaringer: finner de det leserne fant?", origin, results, _tables(results))
    return write(report, folder)


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.drafts", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with the reports and the findings")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the report")
    arguments = parser.parse_args(argv)
    return show(lambda: run(arguments.shared, arguments.results))


if __name__ == "__main__":
    sys.exit(main())
