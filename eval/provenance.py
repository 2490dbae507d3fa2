"""Where a result comes from: code, machine, model, corpus and settings. No host name and no path of any machine."""

import os
import platform
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kunnskapsbase.embedding import model_fingerprint
from kunnskapsbase.index.naming import analysis_fingerprint
from kunnskapsbase.settings import ROOT, Settings

_LIBRARIES = (
    "haystack-ai", "sentence-transformers", "torch", "qdrant-edge-py", "qdrant-client", "fastapi", "uvicorn",
    "pydantic", "SQLAlchemy", "PyStemmer", "ir-measures", "pypdf", "pypdfium2", "pdfminer.six", "trafilatura",
    "openpyxl", "python-docx", "python-pptx", "bm25s", "scikit-learn", "scipy", "altair", "vl-convert-python",
)  # fmt: skip
# What decides an answer. The rest of the settings are addresses, folders and keys.
_SETTINGS = (
    "query_prefix", "passage_prefix", "dense_weight", "terms_weight", "grams_weight", "rrf_k", "candidates",
    "rerank_weight", "wish_weight", "match_weight", "answer_similarity", "answer_agreement", "answer_coverage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was searched: the record store's fingerprint, and how much it holds."""

    fingerprint: str
    solutions: int
    passages: int


def _git(*arguments: str) -> str | None:
    try:
        answer = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()


def code() -> dict[str, Any]:
    """The commit, and whether the tree held anything else (the results of other runs left out)."""
    changed = _git("status", "--porcelain", "--", ".", ":(exclude)eval/results")
    return {"commit": _git("rev-parse", "HEAD") or None, "dirty": None if changed is None else bool(changed)}


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def machine() -> dict[str, Any]:
    """What the numbers were taken on. ``load_before`` tells whether others used it (one-minute load average)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "cpu": _processor(),
        "cores": cores,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "load_before": round(os.getloadavg()[0], 2),
    }


def model(settings: Settings) -> dict[str, str]:
    """The embedding model: its own name (a folder's last part), and the fingerprint of its content."""
    name = settings.embedding_model
    shown = Path(name).name if Path(name).is_dir() else name
    return {"name": shown, "fingerprint": model_fingerprint(settings)}


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def provenance(settings: Settings, corpus: Corpus) -> dict[str, Any]:
    """Everything needed to know what was measured; taken before the measuring begins."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        **code(),
        "machine": machine(),
        "model": model(settings),
        "corpus": {
            "fingerprint": corpus.fingerprint,
            "solutions": corpus.solutions,
            "passages": corpus.passages,
        },
        "analysis": analysis_fingerprint(),
        "engine": "qdrant-edge",
        "settings": settings.model_dump(mode="json", include=set(_SETTINGS)),
        "libraries": {library: _version(library) for library in _LIBRARIES},
    }
