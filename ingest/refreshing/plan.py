"""What a source changes in the register, and what is held back until a person has looked at it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.refreshing.reading import Proposal, Reading
from ingest.refreshing.sources import ApiSource
from ingest.refreshing.table import NAME, Table
from ingest.text_files import printable
from kunnskapsbase.errors import KunnskapsbaseError

# A source that lacks more of the municipalities than this, or has more that are new, is not believed at all.
_MOST_ASTRAY = 0.05
# A municipality that grows or shrinks more than this in a year has been merged or split, or the figure is wrong.
_MOST_GROWTH = 0.20
# No name, address or list of neighbours comes near.
_LONGEST = 200
# SSB's bounds of the classes by the index of 2024: class → least and most.
_CENTRALITY_INDEX = {
    "1": (925, 1000),
    "2": (870, 924),
    "3": (775, 869),
    "4": (670, 774),
    "5": (565, 669),
    "6": (0, 564),
}


class NotBelievedError(KunnskapsbaseError):
    """What a source says cannot be right; nothing of it is used."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value of the register: what it was, and what it is to be."""

    kommunenummer: str
    name: str
    column: str
    old: str
    new: str

    def __str__(self) -> str:
        """In words: «5614 Loppa, folketall: 850 → 861»."""
        return f"{self.kommunenummer} {self.name}, {self.column}: {self.old or '(tom)'} → {self.new}"


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Changes that belong together and are not made, and why."""

    changes: tuple[Change, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """What a source changes. ``failure`` is why nothing of it is used; then the rest is empty.

    ``gone`` are municipalities (by number) that the register has and the source has not, ``new`` the other way.
    """

    source: ApiSource
    failure: str | None = None
    changes: tuple[Change, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    valid: str | None = None

    @property
    def is_for_a_person(self) -> bool:
        """Whether somebody must look at something before the register is right."""
        return bool(self.failure or self.held_back or self.gone or self.new)


def plan_of(source: ApiSource, reading: Reading, table: Table) -> SourcePlan:
    """What ``reading`` changes in ``table``, in the columns that ``source`` owns.

    Raises:
        NotBelievedError: it lacks too many municipalities, has too many new ones, or is older than what stands there.
    """
    gone = sorted(table.rows.keys() - reading.numbers)
    new = sorted(reading.numbers - table.rows.keys())
    _check_coverage(len(table.rows), len(gone), len(new))
    changes: list[Change] = []
    held_back = []
    for proposal in reading.proposals:
        row = table.rows.get(proposal.kommunenummer)
        wanted = _changes(proposal, row, source.columns) if row else ()
        if not wanted or row is None:
            continue
        if doubt := proposal.doubt or _unwritable(wanted) or _doubt(row, proposal.values):
            held_back.append(HeldBack(tuple(replace(each, new=printable(each.new)) for each in wanted), doubt))
        else:
            changes.extend(wanted)
    return SourcePlan(
        source,
        changes=tuple(changes),
        held_back=tuple(held_back),
        gone=tuple(gone),
        new=tuple(new),
        remarks=reading.remarks,
        valid=reading.valid,
    )


def _check_coverage(known: int, gone: int, new: int) -> None:
    if gone > known * _MOST_ASTRAY:
        raise NotBelievedError(
            f"Svaret mangler {gone} av de {known} kommunene i registeret. Er kommuneinndelingen endret, må registeret "
            "lages på nytt; ellers er svaret ufullstendig. Prøv igjen senere."
        )
    if new > known * _MOST_ASTRAY:
        raise NotBelievedError(
            f"Svaret har {new} kommuner som ikke står i registeret (av {known}). Er kommuneinndelingen endret, må "
            "registeret lages på nytt."
        )


def _changes(proposal: Proposal, row: Mapping[str, str], columns: tuple[str, ...]) -> tuple[Change, ...]:
    return tuple(
        Change(proposal.kommunenummer, row[NAME], column, row[column], value)
        for column, value in proposal.values.items()
        if column in columns and column in row and value and value != row[column]
    )


def _unwritable(changes: tuple[Change, ...]) -> str | None:
    """Why values cannot stand on one line of a file that people read."""
    if all(each.new.isprintable() and len(each.new) <= _LONGEST for each in changes):
        return None
    return f"verdien har tegn som ikke kan vises, eller er lengre enn {_LONGEST} tegn"


def _doubt(row: Mapping[str, str], values: Mapping[str, str]) -> str | None:
    """Why values that are well-formed all the same are not believed."""
    if "folketall" in values:
        return _population_doubt(row, values)
    if "sentralitetsklasse" in values:
        least, most = _CENTRALITY_INDEX[values["sentralitetsklasse"]]
        if not least <= int(row["sentralitetsindeks"]) <= most:
            return (
                f"sentralitetsindeksen i registeret ({row['sentralitetsindeks']}) hører til en annen klasse; rett "
                "begge for hånd etter SSB"
            )
    return None


def _population_doubt(row: Mapping[str, str], values: Mapping[str, str]) -> str | None:
    before, after = int(row["folketall"]), int(values["folketall"])
    if values["folketall_dato"] < row["folketall_dato"]:
        return f"tallet er eldre ({values['folketall_dato']}) enn det som står ({row['folketall_dato']})"
    if abs(after - before) > _MOST_GROWTH * before:
        return (
            f"endringen er på mer enn {_MOST_GROWTH:.0%}; sjekk tallet hos SSB, og rett det for hånd hvis det stemmer"
        )
    return None
