"""The page that shows which actors stand unlinked, and which links somebody or something had to decide."""

from collections.abc import Iterable
from pathlib import Path

from ingest.experience_file import read_experiences
from ingest.participants import INTERMUNICIPAL, UNNAMED
from ingest.problems import Problem
from ingest.text_files import write_text
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import ActorType, Participant, Solution

_Row = tuple[Solution, Participant]


def write_unlinked_report(corpus: Path, register: MunicipalityRegister) -> list[Problem]:
    """Write ``UKOBLET.md`` from the files in ``corpus`` as they stand; what keeps any of them from being read."""
    solutions, problems = read_experiences(sorted((corpus / "erfaringer").glob("*.md")), register)
    write_text(corpus / "UKOBLET.md", unlinked_report(solutions))
    return problems


def unlinked_report(solutions: Iterable[Solution]) -> str:
    """``corpus/UKOBLET.md``: made from the experiences as they stand, also where people have changed them."""
    rows = [(solution, actor) for solution in solutions for actor in solution.participants]
    municipal = [row for row in rows if row[1].type is ActorType.MUNICIPALITY]
    county = [row for row in rows if row[1].type is ActorType.COUNTY]
    joint = [row for row in rows if row[1].type is ActorType.INTERMUNICIPAL]
    linked = [row for row in municipal if row[1].kommunenummer]
    decided = [row for row in linked if row[1].link_note]
    groups = [row for row in municipal if not row[1].kommunenummer and (row[1].link_note or "").startswith(UNNAMED)]
    unlinked = [row for row in municipal if not row[1].kommunenummer and row not in groups]
    counties_decided = [row for row in county if row[1].fylkesnummer and row[1].link_note]
    counties_unlinked = [row for row in county if not row[1].fylkesnummer]
    joint_linked = [row for row in joint if row[1].kommunenummer or row[1].fylkesnummer]
    plain_joint = [row for row in joint if row not in joint_linked and row[1].link_note == INTERMUNICIPAL]
    other_joint = [row for row in joint if row not in joint_linked and row not in plain_joint]
    parts = [
        "# Aktører uten kobling, og koblinger som krevde et valg",
        "Siden lages av `python -m ingest convert` fra filene i `erfaringer/`. Rett en kobling i filen der den står, "
        "ikke her: sett `kommunenummer` på aktøren, og skriv i `kobling` hvorfor. En statlig, privat eller frivillig "
        "aktør kobles ikke og er ikke talt med.",
        _counts(
            [
                ("Kommuner, koblet på dagens navn", len(linked) - len(decided)),
                ("Kommuner, koblet etter et valg", len(decided)),
                ("Kommuner, ukoblet", len(unlinked)),
                ("Flere kommuner uten navn", len(groups)),
                ("Fylkeskommuner, koblet", len([row for row in county if row[1].fylkesnummer])),
                ("Fylkeskommuner, ukoblet", len(counties_unlinked)),
                ("Interkommunale, koblet til kommunene i navnet eller bare til fylket", len(joint_linked)),
                ("Interkommunale, ukoblet", len(joint) - len(joint_linked)),
            ]
        ),
        _section("Ukoblede kommuner", unlinked),
        _section("Flere kommuner uten navn", groups),
        _section("Koblinger som krevde et valg", [*decided, *joint_linked]),
        _section("Ukoblede fylkeskommuner", counties_unlinked),
        _section("Fylkeskommuner som har skiftet navn eller grenser", counties_decided),
        _section("Interkommunale aktører med en annen grunn enn at medlemmene ikke står i kilden", other_joint),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _counts(counts: list[tuple[str, int]]) -> str:
    return "\n".join(["| Aktører | Antall |", "|---|--:|", *(f"| {what} | {number} |" for what, number in counts)])


def _section(title: str, rows: list[_Row]) -> str:
    if not rows:
        return ""
    lines = [
        f"| [{solution.id}](erfaringer/{solution.id}.md) | {_cell(actor.name)} | {_numbers(actor)} "
        f"| {_cell(actor.link_note or 'ingen grunn oppgitt')} |"
        for solution, actor in sorted(rows, key=lambda row: (row[1].name.casefold(), row[0].id))
    ]
    return "\n".join(
        [f"## {title} ({len(rows)})", "", "| Erfaring | Aktør | Nummer | Hvorfor |", "|---|---|---|---|", *lines]
    )


def _numbers(actor: Participant) -> str:
    municipalities = ", ".join(actor.kommunenummer)
    counties = ", ".join(f"fylke {number}" for number in actor.fylkesnummer)
    return ", ".join(filter(None, [municipalities, counties])) or "–"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
