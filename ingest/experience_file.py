"""One experience, one Markdown file: fields in the front matter, prose in the body, one paragraph a line.

A webinar is a file of the same kind that has everything in its front matter; its body is empty.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.front_matter import FrontMatter, Place, Value, read_front_matter
from ingest.head_file import COMMENT, head_text, id_unlike_name, only_line_breaks, read_head, told
from ingest.participants import Linker
from ingest.problems import FileRejectedError, Problem
from ingest.text_files import read_text, write_text
from ingest.validation import Fault, nearest, validate
from kunnskapsbase.errors import UnknownMunicipalityError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import Solution, Webinar

# Heading in the file → field of the model.
HEADINGS = {
    "Utfordring": "utfordring",
    "Løsning": "losning",
    "Erfaringer": "erfaringer",
    "Forutsetninger": "forutsetninger",
}
_REQUIRED = ("Utfordring", "Løsning")
_FIELDS = (
    "id",
    "tittel",
    "maalform",
    "sektor",
    "tema",
    "innovasjonstype",
    "status",
    "aar_start",
    "aar_slutt",
    "aktorer",
    "gevinster",
    "finansiering",
    "kilde",
    "kontakt",
    "verifisering",
)
_WEBINAR_FIELDS = (
    "id",
    "tittel",
    "arrangor",
    "dato",
    "dato_merknad",
    "form",
    "url",
    "opptak_url",
    "tema",
    "program",
)
_NUMBERS = ("kommunenummer", "fylkesnummer")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")


def experience_text(solution: Solution) -> str:
    """The file that tells ``solution``: the same text for the same solution, always."""
    values = solution.model_dump(mode="json", by_alias=True, exclude_none=True)
    prose = "\n".join(f"\n## {heading}\n\n{values[field]}" for heading, field in HEADINGS.items() if field in values)
    return f"{head_text(values, _FIELDS)}{prose}\n"


def webinar_text(webinar: Webinar) -> str:
    """The file that tells of ``webinar``."""
    return head_text(webinar.model_dump(mode="json", by_alias=True, exclude_none=True), _WEBINAR_FIELDS)


def write_experience(path: Path, solution: Solution) -> None:
    """Write ``solution`` to ``path`` in one step."""
    write_text(path, experience_text(solution))


def write_webinar(path: Path, webinar: Webinar) -> None:
    """Write ``webinar`` to ``path`` in one step."""
    write_text(path, webinar_text(webinar))


def read_experience(path: Path, register: MunicipalityRegister) -> Solution:
    """The experience in the file ``path``.

    An actor that the file gives neither numbers nor ``kobling`` is linked by its name here, as the conversion does,
    so that nobody has to look up a kommunenummer to tell an experience.

    Raises:
        FileRejectedError: with everything that is wrong with the file.
    """
    name = path.as_posix()
    text = read_text(path)
    front = read_front_matter(name, text)
    if not front.found:
        raise FileRejectedError(front.problems)
    problems = [*front.problems]
    solution = None
    sections, lines, body_problems = _read_body(name, front.body, front.body_line)
    problems += body_problems
    if front.readable:
        problems += _prose_in_front_matter(name, front)
        front.lines.update(lines)
        data = {**front.data, **sections}
        solution, invalid = validate(Solution, name, front, data, already_said=HEADINGS.values())
        problems += invalid
        problems += id_unlike_name(path, front)
        problems += [
            Problem(name, front.line(fault.place), fault.message) for fault in unknown_numbers(front.data, register)
        ]
    problems = told(name, text, problems)
    if problems or solution is None:
        raise FileRejectedError(problems)
    return Linker(register).link(solution)


def read_webinar(path: Path) -> Webinar:
    """The webinar in the file ``path``.

    Raises:
        FileRejectedError: with everything that is wrong with the file.
    """
    return read_head(path, Webinar, "Et webinar")


def read_experiences(paths: Iterable[Path], register: MunicipalityRegister) -> tuple[list[Solution], list[Problem]]:
    """The experiences in ``paths`` that can be read, and what is wrong with the others."""
    solutions: list[Solution] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            solutions.append(read_experience(path, register))
        except FileRejectedError as rejected:
            problems += rejected.problems
    return solutions, problems


def _read_body(path: str, body: str, first_line: int) -> tuple[dict[str, Value], dict[Place, int], list[Problem]]:
    problems: list[Problem] = []
    # Comments are the template's help; their line breaks stay, or every line below would get another number.
    body = COMMENT.sub(only_line_breaks, body)
    texts: dict[str, list[str]] = {}
    lines: dict[Place, int] = {}
    current: list[str] | None = None
    stray = False
    for number, line in enumerate(body.split("\n"), first_line):
        if "<!--" in line:
            problems.append(Problem(path, number, "Kommentaren som begynner her («<!--»), er ikke lukket med «-->»."))
        heading = _HEADING.match(line)
        if heading is None:
            if current is not None:
                current.append(line.rstrip())
            elif line.strip() and not stray:
                stray = True
                problems.append(
                    Problem(path, number, "Teksten står før første overskrift. Sett «## Utfordring» foran den.")
                )
            continue
        current = []
        field, problem = _field_of(heading.group(1), heading.group(2))
        if field and (field,) in lines:
            problem = f"Overskriften «## {heading.group(2)}» står to ganger; første gang på linje {lines[(field,)]}."
        elif field:
            texts[field] = current
            lines[(field,)] = number
        if problem:
            problems.append(Problem(path, number, problem))
    sections: dict[str, Value] = {}
    for field, content in texts.items():
        section = re.sub(r"\n{3,}", "\n\n", "\n".join(content)).strip()
        if section:
            sections[field] = section
        else:
            heading_text = next(text for text, name in HEADINGS.items() if name == field)
            advice = "Skriv teksten under den." if heading_text in _REQUIRED else "Skriv teksten, eller slett den."
            problems.append(
                Problem(path, lines[(field,)], f"Overskriften «## {heading_text}» har ingen tekst. {advice}")
            )
    problems += [
        Problem(path, None, f"Overskriften «## {text}» mangler. Legg den til under hodet, med tekst under.")
        for text in _REQUIRED
        if HEADINGS[text] not in texts
    ]
    return sections, lines, problems


def _field_of(marks: str, text: str) -> tuple[str | None, str | None]:
    """The field a heading opens, and what is wrong with the heading."""
    near = nearest(text, HEADINGS)
    if text in HEADINGS:
        wrong = None if marks == "##" else f"Overskriften skal ha to tegn: «## {text}»."
        return HEADINGS[text], wrong
    known = ", ".join(f"«## {heading}»" for heading in HEADINGS)
    hint = f"Mente du «## {near}»?" if near else f"Overskriftene er {known}."
    return HEADINGS.get(near or ""), f"Ukjent overskrift «{text}». {hint}"


def _prose_in_front_matter(path: str, front: FrontMatter) -> list[Problem]:
    problems = []
    for heading, field in HEADINGS.items():
        if field in front.data:
            line = front.line((field,))
            problems.append(
                Problem(path, line, f"«{field}» skal stå i teksten under «## {heading}», ikke i hodet. Flytt teksten.")
            )
    return problems


def unknown_numbers(data: Mapping[str, Any], register: MunicipalityRegister) -> Iterator[Fault]:
    """The numbers of the actors that no municipality or county of today has."""
    participants = data.get("aktorer")
    for index, participant in enumerate(participants if isinstance(participants, list) else []):
        if not isinstance(participant, dict):
            continue
        for field in _NUMBERS:
            numbers = participant.get(field)
            for position, number in enumerate(numbers if isinstance(numbers, list) else []):
                message = wrong_number(field, number, register)
                if message:
                    yield Fault(("aktorer", index, field, position), message)


def wrong_number(field: str, number: Value, register: MunicipalityRegister) -> str | None:
    """What is wrong with a number of the kind ``field`` (``kommunenummer`` or ``fylkesnummer``), if anything."""
    if not isinstance(number, str) or not number.isdecimal():
        return None
    if field == "fylkesnummer":
        if len(number) != 2 or number in register.counties():
            return None
        known = ", ".join(f"{key} {name}" for key, name in register.counties().items())
        return f"Ingen fylker har nummeret {number} i dag. Fylkene er {known}."
    if len(number) != 4 or number in register:
        return None
    try:
        today = register.get(number)
    except UnknownMunicipalityError:
        return f"Ingen kommuner har nummeret {number}. Slå opp nummeret i corpus/kommuner/kommuner.csv."
    return f"Kommunenummer {number} er gått ut. Skriv dagens nummer: '{today.kommunenummer}' ({today.name})."
