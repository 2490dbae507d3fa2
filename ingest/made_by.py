"""What besides the file itself decides what a document becomes: our own code, the parsers, the register.

When it changes, documents are read anew; the ledger keeps its fingerprint beside the file's hash.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ingest.limits import Limits
from ingest.metadata import Metadata
from kunnskapsbase.settings import ROOT, Settings

# Files and folders of ours. A test follows the imports, and fails where one is missing.
CODE = (
    "ingest/readers",
    "ingest/cleaning",
    "ingest/linking",
    "ingest/privacy",
    "ingest/splitting.py",
    "ingest/rows.py",
    "ingest/row_mapping.py",
    "ingest/cell_values.py",
    "ingest/mapping_suggestions.py",
    "ingest/wordcheck.py",
    "ingest/place_names.py",
    "ingest/participants.py",
    "ingest/validation.py",
    "ingest/experience_file.py",
    "ingest/front_matter.py",
    "ingest/head_file.py",
    "ingest/text_files.py",
    "ingest/blocks.py",
    "ingest/documents.py",
    "ingest/metadata.py",
    "kunnskapsbase/slugs.py",
    "kunnskapsbase/document.py",
    "kunnskapsbase/entity.py",
    "kunnskapsbase/language.py",
    "kunnskapsbase/municipalities.py",
    "kunnskapsbase/network.py",
    "kunnskapsbase/privacy",
    "kunnskapsbase/question.py",
    "kunnskapsbase/sentences.py",
    "kunnskapsbase/solution.py",
    "kunnskapsbase/question_size.py",
    "kunnskapsbase/cutting.py",
    "kunnskapsbase/wishes",
    "kunnskapsbase/text.py",
    "kunnskapsbase/bridging.py",
    "kunnskapsbase/spelling.py",
    "kunnskapsbase/synonyms.py",
    "kunnskapsbase/compounds.py",
    "kunnskapsbase/wordlists.py",
    "kunnskapsbase/words",
)
_PARSERS = (
    "pypdf",
    "pypdfium2",
    "pdfminer.six",
    "python-docx",
    "python-pptx",
    "openpyxl",
    "trafilatura",
    "webvtt-py",
    "srt",
)


def _code_files() -> Iterator[Path]:
    for name in CODE:
        place = ROOT / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (file for file in found if file.is_file() and file.suffix != ".pyc")


@lru_cache(maxsize=4)
def _code(corpus: Path) -> bytes:
    digest = hashlib.sha256()
    for file in _code_files():
        digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    for name in _PARSERS:
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            digest.update(name.encode())
    for table in sorted((corpus / "kommuner").glob("*.csv")):
        digest.update(table.read_bytes())
    return digest.digest()


def made_by(settings: Settings, metadata: Metadata, *, mapping: bytes = b"") -> str:
    """The fingerprint for a document with this metadata beside it, and this column mapping."""
    digest = hashlib.sha256(_code(settings.corpus.resolve()) + mapping)
    digest.update(repr(astuple(metadata)).encode())
    return digest.hexdigest()[:16]


def refused_by(fingerprint: str, limits: Limits) -> str:
    """The fingerprint for what could not be read: other limits may let it through."""
    return hashlib.sha256(f"{fingerprint} {astuple(limits)}".encode()).hexdigest()[:16]
