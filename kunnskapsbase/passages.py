"""How a solution reads as text: the passage that is matched, and its parts to show as evidence.

An experience is short (190–850 characters of prose), so one passage holds it whole; measured in ``eval/``.
"""

from dataclasses import dataclass

from kunnskapsbase.point_id import point_id
from kunnskapsbase.solution import Solution


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a solution as it may be shown: ``key`` is the corpus's own word for it."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a solution that is matched as one. ``id`` is its number in the index.

    ``heading`` (title and themes) stands in ``text`` too; its terms count twice, because it says what the rest is about
    (nDCG@10 0.72 → 0.74 for BM25 alone on the ordinary dev questions).
    """

    id: int
    solution_id: str
    number: int
    text: str
    heading: str


def gain_text(description: str, number: float | None, unit: str | None) -> str:
    """A gain in words: «Nye ladepunkter (13 440 ladepunkter)»."""
    if number is None:
        return description
    digits = f"{number:,.10g}".replace(",", "\u00a0").replace(".", ",")
    return f"{description} ({digits} {unit})" if unit else f"{description} ({digits})"


def sections(solution: Solution) -> list[Section]:
    """The parts of a solution in the order a reader wants them."""
    parts = [
        Section("tittel", solution.title),
        Section("utfordring", solution.challenge),
        Section("losning", solution.approach),
    ]
    if solution.gains:
        gains = ". ".join(gain_text(gain.description, gain.number, gain.unit) for gain in solution.gains)
        parts.append(Section("gevinster", f"{gains}."))
    if solution.lessons:
        parts.append(Section("erfaringer", solution.lessons))
    if solution.prerequisites:
        parts.append(Section("forutsetninger", solution.prerequisites))
    return parts


def passages(solution: Solution) -> list[Passage]:
    """The passages of a solution: one, with its themes and actors beside the prose."""
    prose = "\n".join(section.text for section in sections(solution))
    actors = ", ".join(participant.name for participant in solution.participants)
    themes = ", ".join(solution.themes)
    text = f"{prose}\n{themes}\n{actors}"
    heading = f"{solution.title}\n{themes}"
    return [Passage(point_id("losning", solution.id, 0), solution.id, 0, text, heading)]
