"""The note beside a document: who made it, where it is published, and which webinar it is the text of.

For ``rapport.pdf`` the note is called ``rapport.pdf.yml`` or ``rapport.kilde.yml``, and may hold these fields::

    tittel: Tiltak for å stimulere til økt innovasjon
    utgiver: Telemarksforsking
    url: https://www.telemarksforsking.no/rapport.pdf
    dato: '2020-05'
    type: rapport
    webinar: ks-fagdag-velferdsteknologi-2023-05-04
"""

from pathlib import Path

from ingest.front_matter import FENCE, FrontMatter, read_front_matter
from ingest.metadata import Metadata, Note
from ingest.problems import FileRejectedError, Problem
from ingest.text_files import is_file, read_text
from ingest.validation import validate

_ENDINGS = (".yml", ".yaml")


def sidecar_of(file: Path) -> Path | None:
    """The note beside ``file``, if there is one."""
    names = [f"{file.name}{ending}" for ending in _ENDINGS] + [f"{file.stem}.kilde{ending}" for ending in _ENDINGS]
    return next((file.with_name(name) for name in names if is_file(file.with_name(name))), None)


def documents_of(sidecar: Path) -> list[Path]:
    """The files that a note may be of; for a file that is no note, none."""
    if sidecar.suffix not in _ENDINGS:
        return []
    stem = sidecar.stem
    beside = sidecar.parent.iterdir() if sidecar.parent.is_dir() else ()
    others = [each for each in beside if each.suffix not in _ENDINGS and each.is_file()]
    if stem.endswith(".kilde"):
        return sorted(each for each in others if each.stem == stem.removesuffix(".kilde"))
    return sorted(each for each in others if each.name == stem)


def read_sidecar(path: Path) -> Metadata:
    """What the note says.

    Raises:
        FileRejectedError: with everything that is wrong with it, by line.
    """
    name = path.name
    front = read_front_matter(name, f"{FENCE}\n{read_text(path)}\n{FENCE}\n")
    # The fence that was put in front is no line of the note.
    lines = {place: line - 1 for place, line in front.lines.items()}
    problems = [Problem(name, each.line - 1 if each.line else None, each.message) for each in front.problems]
    if not front.readable:
        raise FileRejectedError(problems)
    moved = FrontMatter(front.data, lines, problems, readable=True, body="", body_line=1)
    note, invalid = validate(Note, name, moved, front.data)
    if note is None or problems or invalid:
        raise FileRejectedError([*problems, *invalid])
    return note.metadata()
