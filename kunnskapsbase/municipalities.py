"""The municipality register: 357 municipalities as of 2024, with what is needed to find one and to compare two.

Read from ``corpus/kommuner/kommuner.csv`` and ``kommune_endringer.csv``; publishers, years and licences of every
column stand in ``corpus/kommuner/SOURCES.md``. Population is by 1 January 2026 (SSB, table 07459).
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kunnskapsbase.errors import InputError, UnknownCountyError, UnknownMunicipalityError

# Counties that were merged or split between 2017 and 2024, and the counties of today that cover the same ground.
# Source: SSB Klass 104 (fylkesinndeling), changes of 2018, 2020 and 2024.
FORMER_COUNTIES: dict[str, tuple[str, ...]] = {
    "hedmark": ("34",),
    "oppland": ("34",),
    "hordaland": ("46",),
    "sogn og fjordane": ("46",),
    "aust-agder": ("42",),
    "vest-agder": ("42",),
    "sør-trøndelag": ("50",),
    "nord-trøndelag": ("50",),
    "viken": ("31", "32", "33"),
    "vestfold og telemark": ("39", "40"),
    "troms og finnmark": ("55", "56"),
}


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality of today.

    ``centrality`` is SSB's class 1 (most central) to 6 (least); ``population`` counts inhabitants on
    ``population_date``. Lists are empty and texts ``""`` where the sources have nothing.
    """

    kommunenummer: str
    name: str
    other_names: tuple[str, ...]
    county_number: str
    county: str
    region: str
    population: int
    population_date: str
    centrality: int
    centrality_index: int
    kostra_group: str
    language_form: str
    regional_councils: tuple[str, ...]
    economic_region: str
    neighbours: tuple[str, ...]
    administrative_centre: str
    website: str
    mailbox: str
    mailbox_status: str
    earlier_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """A municipality that no longer exists under this number, and the numbers of today that took it over."""

    kommunenummer: str
    name: str
    valid_to: str
    successors: tuple[str, ...]
    main_successor: str


def fold(name: str) -> str:
    """Fold a name for comparison: NFC, lower case, single spaces; æ, ø and å are kept."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))


def _municipality(row: dict[str, str]) -> Municipality:
    number = row["kommunenummer"]
    sami = [part.split(":", 1)[-1] for part in _split(row["navn_samisk_kvensk_kartverket_2020"])]
    other = [*_split(row["navn_samisk_kvensk"].replace(" - ", "|")), *sami, row["navn_offisielt"]]
    earlier = [
        old
        for column in ("nummer_2020_2023", "nummer_2019", "nummer_2018", "nummer_2017")
        for old in _split(row[column])
    ]
    return Municipality(
        kommunenummer=number,
        name=row["navn"],
        other_names=_unique(name for name in other if fold(name) != fold(row["navn"])),
        county_number=row["fylkesnummer"],
        county=row["fylke"],
        region=row["landsdel"],
        population=int(row["folketall"]),
        population_date=row["folketall_dato"],
        centrality=int(row["sentralitetsklasse"]),
        centrality_index=int(row["sentralitetsindeks"]),
        kostra_group=row["kostra_gruppe"],
        language_form=row["malform"],
        regional_councils=_split(row["regionraad"]),
        economic_region=row["okonomisk_region"],
        neighbours=_split(row["naboer_alle"]),
        administrative_centre=row["adm_senter"],
        website=row["nettsted"],
        mailbox=row["postmottak_epost"],
        mailbox_status=row["epost_status"],
        earlier_numbers=_unique(old for old in earlier if old != number),
    )


def _read_former(path: Path, current: dict[str, Municipality]) -> list[Former]:
    rows: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["gammelt_nummer"], []).append(row)
    former = []
    for number, parts in rows.items():
        successors = _unique(part["nytt_nummer_2024"] for part in parts)
        # A number that lives on unchanged is no former municipality; one that was split off a part is both.
        if number in current and successors == (number,):
            continue
        first = parts[0]
        former.append(
            Former(
                kommunenummer=number,
                name=first["gammelt_navn"].split(" - ")[0].strip(),
                valid_to=first["gyldig_til"],
                successors=successors,
                main_successor=first["hovedmottaker_2024"] or successors[0],
            )
        )
    return former


class MunicipalityRegister:
    """Look-up by number (of today or earlier), by name (of today, Sámi, Kven or former) and by county."""

    def __init__(self, municipalities: Iterable[Municipality], former: Iterable[Former] = ()) -> None:
        self._by_number = {municipality.kommunenummer: municipality for municipality in municipalities}
        self._by_name: dict[str, list[str]] = {}
        self._former_by_name: dict[str, list[Former]] = {}
        self._former: dict[str, Former] = {}
        for municipality in self._by_number.values():
            for name in (municipality.name, *municipality.other_names):
                self._by_name.setdefault(fold(name), []).append(municipality.kommunenummer)
        for old in former:
            self._former_by_name.setdefault(fold(old.name), []).append(old)
            self._former.setdefault(old.kommunenummer, old)
        self._counties: dict[str, str] = {}
        for municipality in self._by_number.values():
            self._counties.setdefault(municipality.county_number, municipality.county)

    @classmethod
    def load(cls, folder: Path) -> "MunicipalityRegister":
        """Read the register from ``folder`` (``corpus/kommuner``).

        Raises:
            InputError: the folder lacks the register's files.
        """
        try:
            with (folder / "kommuner.csv").open(encoding="utf-8", newline="") as file:
                current = {row["kommunenummer"]: _municipality(row) for row in csv.DictReader(file)}
            former = _read_former(folder / "kommune_endringer.csv", current)
        except FileNotFoundError as missing:
            raise InputError(
                f"Fant ikke kommuneregisteret: {missing.filename} mangler. Sett KB_CORPUS til mappen som har "
                "kommuner/kommuner.csv og kommuner/kommune_endringer.csv."
            ) from missing
        return cls(current.values(), former)

    def __iter__(self) -> Iterator[Municipality]:
        return iter(self._by_number.values())

    def __len__(self) -> int:
        return len(self._by_number)

    def __contains__(self, kommunenummer: object) -> bool:
        return kommunenummer in self._by_number

    def get(self, kommunenummer: str) -> Municipality:
        """The municipality with this number; an earlier number leads to its (main) successor.

        Raises:
            UnknownMunicipalityError: no municipality has or had the number.
        """
        old = self._former.get(kommunenummer)
        number = old.main_successor if old and kommunenummer not in self._by_number else kommunenummer
        try:
            return self._by_number[number]
        except KeyError:
            raise UnknownMunicipalityError(
                f"Ukjent kommunenummer «{kommunenummer}». Et kommunenummer har fire sifre, for eksempel 5614 (Loppa).",
                parameter="municipality",
            ) from None

    def former(self, kommunenummer: str) -> Former | None:
        """The municipality that had this number before, ``None`` where it is of today or was never used."""
        return None if kommunenummer in self._by_number else self._former.get(kommunenummer)

    def named(self, name: str) -> list[Municipality]:
        """Municipalities of today with this name in any of its languages; two for Herøy and Våler."""
        return [self._by_number[number] for number in dict.fromkeys(self._by_name.get(fold(name), []))]

    def formerly_named(self, name: str) -> list[Former]:
        """Municipalities that once had this name under a number no longer in use, newest first."""
        return sorted(
            self._former_by_name.get(fold(name), []),
            key=lambda old: (old.valid_to, old.kommunenummer),
            reverse=True,
        )

    def former_names(self) -> set[str]:
        """Folded names of municipalities that no name of today carries."""
        return set(self._former_by_name) - set(self._by_name)

    def names(self) -> set[str]:
        """Folded names of the municipalities of today, in all their languages."""
        return set(self._by_name)

    def search(self, query: str, limit: int = 20) -> list[Municipality]:
        """Municipalities whose name (of today or former) begins with or contains ``query``, best first."""
        wanted = fold(query).removesuffix(" kommune").removesuffix(" herad").strip()
        if not wanted:
            return sorted(self, key=lambda municipality: municipality.name)[:limit]
        if wanted in self._by_number:
            return [self._by_number[wanted]]
        ranks: dict[str, tuple[int, str]] = {}

        def meet(number: str, name: str, penalty: int) -> None:
            if wanted not in name:
                return
            rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2
            best = (rank * 2 + penalty, self._by_number[number].name)
            ranks[number] = min(ranks.get(number, best), best)

        for name, numbers in self._by_name.items():
            for number in numbers:
                meet(number, name, 0)
        for name, old in self._former_by_name.items():
            for entry in old:
                for number in entry.successors:
                    meet(number, name, 1)
        return [self._by_number[number] for number in sorted(ranks, key=lambda number: ranks[number])][:limit]

    def counties(self) -> dict[str, str]:
        """County number → name, for the counties of today."""
        return dict(sorted(self._counties.items()))

    def county_numbers(self, name_or_number: str) -> tuple[str, ...]:
        """County number(s) of today for a number, a name, or a former name (Viken gives three).

        Raises:
            UnknownCountyError: no county has or had that number or name.
        """
        wanted = fold(name_or_number).removesuffix(" fylkeskommune").removesuffix(" fylke")
        if wanted in self._counties:
            return (wanted,)
        for number, name in self._counties.items():
            if fold(name) == wanted:
                return (number,)
        if wanted in FORMER_COUNTIES:
            return FORMER_COUNTIES[wanted]
        raise UnknownCountyError(
            f"Ukjent fylke «{name_or_number}». Bruk navn eller nummer på et fylke, for eksempel "
            f"{', '.join(list(self._counties.values())[:3])} eller 46 (Vestland).",
            parameter="county",
        )


@lru_cache(maxsize=4)
def load_register(folder: Path) -> MunicipalityRegister:
    """The register in ``folder``, read once per process."""
    return MunicipalityRegister.load(folder)
