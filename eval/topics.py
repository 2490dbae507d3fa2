"""The questions that are asked, and which experiences answer them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from kunnskapsbase.errors import InputError
from kunnskapsbase.settings import ROOT

# Kept beside the repository, not in it: what is tuned on must not travel with the product.
QUESTIONS = ROOT.parent / "shared" / "data" / "sporsmal"
ORDINARY = "vanlig_dev"
PARAPHRASED = "vanskelig_dev"
SETS = (ORDINARY, PARAPHRASED)


@dataclass(frozen=True, slots=True)
class Topic:
    """A question with who asks, as far as it says. ``relevant`` is id → grade: 2 answers fully, 1 partly.

    ``form`` is how it is put (``sporsmal``, ``nokkelord`` or ``beskrivelse``); ``natural`` how likely a person would
    put it so (0–2). ``None`` where the set does not say.
    """

    id: str
    question: str
    language: Literal["nb", "nn"]
    municipality: str | None = None
    inhabitants: int | None = None
    region: str | None = None
    relevant: dict[str, int] = field(default_factory=dict)
    form: str | None = None
    natural: int | None = None

    @property
    def answerable(self) -> bool:
        """Whether any experience answers it."""
        return bool(self.relevant)

    @property
    def states_size(self) -> bool:
        """Whether the asker's number of inhabitants is said or follows from what is said."""
        return self.municipality is not None or self.inhabitants is not None


def _topic(row: dict[str, Any]) -> Topic:
    language = row["maalform"]
    if language not in {"nb", "nn"}:
        raise ValueError(f"maalform er «{language}», men må være nb eller nn")
    relevant = {str(solution): int(grade) for solution, grade in row["relevant"].items()}
    if any(grade < 1 for grade in relevant.values()):
        raise ValueError("en grad i «relevant» er under 1")
    return Topic(
        id=str(row["id"]),
        question=str(row["sporsmal"]),
        language=language,
        municipality=row.get("kommune"),
        inhabitants=row.get("innbyggere"),
        region=row.get("region"),
        form=row.get("form"),
        natural=row.get("naturlig"),
        relevant=relevant,
    )


def read_topics(file: Path) -> list[Topic]:
    """The topics of a JSON Lines file, in its order.

    Raises:
        InputError: the file is missing, or a line in it cannot be used.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise InputError(
            f"Fant ikke spørsmålene: {file} mangler. De følger ikke med programmet; oppgi mappen de ligger i med "
            "--questions."
        ) from None
    topics: list[Topic] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            topics.append(_topic(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            message = f"mangler {wrong}" if isinstance(wrong, KeyError) else str(wrong)
            raise InputError(f"{file.name}, linje {number}: spørsmålet kan ikke leses ({message}).") from wrong
    if len({topic.id for topic in topics}) != len(topics):
        raise InputError(f"{file.name}: to spørsmål har samme id.")
    return topics


def read_sets(folder: Path, names: Sequence[str] = SETS) -> dict[str, list[Topic]]:
    """Every set of topics by name."""
    return {name: read_topics(folder / f"{name}.jsonl") for name in names}


def fingerprint(topics: Sequence[Topic]) -> str:
    """Eight hex digits that change with any question or grade, so that two results can be told to be comparable."""
    digest = hashlib.sha256()
    for topic in topics:
        digest.update(f"{topic.id}\0{topic.question}\0{sorted(topic.relevant.items())}\n".encode())
    return digest.hexdigest()[:8]
