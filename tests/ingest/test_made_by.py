"""The fingerprint of the code that reads: whatever a document's content depends on is in it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from ingest.made_by import CODE
from ingest.readers.registry import READERS
from kunnskapsbase.settings import ROOT

# Reached from the steps that read, and no part of what becomes of a file that is read.
NO_PART = {
    "ingest/amounts.py": "how it is told",
    "ingest/bounds.py": "holds back, or not",
    "ingest/gathering.py": "which files",
    "ingest/isolation.py": "where they are read",
    "ingest/limits.py": "in the fingerprint of what was refused",
    "ingest/problems.py": "how it is told",
    "kunnskapsbase/adoption.py": "what people add, which is read by another command",
    "kunnskapsbase/contact_point.py": "likewise",
    "kunnskapsbase/errors.py": "how it is told",
    "kunnskapsbase/everyday.py": "how a question is asked",
    "kunnskapsbase/settings.py": "what is set",
}


def _file(module: str) -> Path | None:
    place = ROOT.joinpath(*module.split("."))
    return next((each for each in (place.with_suffix(".py"), place / "__init__.py") if each.is_file()), None)


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def _reached(*modules: str) -> set[str]:
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        file = _file(waiting.pop())
        if file and file not in found:
            found.add(file)
            name = file.relative_to(ROOT).as_posix()
            if name not in NO_PART and not name.startswith("kunnskapsbase/records/"):
                waiting.extend(_imported(file))
    return {file.relative_to(ROOT).as_posix() for file in found if file.read_text(encoding="utf-8").strip()}


def _is_covered(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}/") for each in CODE)


def test_every_module_that_what_is_read_depends_on_is_in_the_fingerprint() -> None:
    reached = _reached("ingest.documents", *READERS.values())
    left = {name for name in reached if not _is_covered(name) and not name.startswith("kunnskapsbase/records/")}
    assert left - {"ingest/__init__.py"} == NO_PART.keys()


def test_all_that_is_named_in_the_fingerprint_is_there() -> None:
    assert [name for name in CODE if not (ROOT / name).exists()] == []


def test_the_lists_of_words_that_the_modules_read_are_in_it() -> None:
    assert _is_covered("kunnskapsbase/words/maalform.txt")
    assert _is_covered("ingest/linking/fornavn.txt")
