"""The open APIs that the register is renewed from, on loopback: they answer in the shapes their publishers document.

The answers are made of the register's own rows, so that a source that nobody has changed changes nothing.
"""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from kunnskapsbase.settings import ROOT
from tests.support.web import Site, page

Row = dict[str, str]
REGISTER = ROOT / "corpus" / "kommuner"
OWN_COLUMNS = {
    entry["id"]: entry["kolonner"]
    for entry in yaml.safe_load((REGISTER / "kilder.yml").read_text(encoding="utf-8"))["kilder"]
}


def rows_of(path: Path) -> dict[str, Row]:
    """The rows of a register by kommunenummer."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["kommunenummer"]: row for row in csv.DictReader(file)}


def small_register(folder: Path, county: str, site: Site) -> dict[str, Row]:
    """Write a register of one county's municipalities, which are each other's only neighbours, and its catalogue."""
    rows = {number: row for number, row in rows_of(REGISTER / "kommuner.csv").items() if row["fylkesnummer"] == county}
    for row in rows.values():
        row["naboer_alle"] = "|".join(each for each in row["naboer_alle"].split("|") if each in rows)
    folder.mkdir(parents=True)
    with (folder / "kommuner.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, next(iter(rows.values())), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())
    write_catalogue(folder, site)
    return rows


def write_catalogue(folder: Path, site: Site) -> None:
    """A ``kilder.yml`` whose sources are all on ``site``, each at its id."""
    entries = [
        {
            "id": each,
            "navn": each,
            "utgiver": "Utgiver",
            "lisens": "CC BY 4.0",
            "adresse": f"{site.address}/{each}{'/{nummer}' if each == 'kartverket-naboer' else ''}",
            "kolonner": columns,
        }
        for each, columns in OWN_COLUMNS.items()
    ]
    (folder / "kilder.yml").write_text(yaml.safe_dump({"kilder": entries}), encoding="utf-8")


def serve(site: Site, rows: Mapping[str, Row]) -> None:
    """Let every source answer what ``rows`` say."""
    for source, make in ANSWERS.items():
        answer(site, source, make(rows))
    for number, row in rows.items():
        others = row["naboer_alle"].split("|") if row["naboer_alle"] else []
        listed = [{"kommunenummer": each, "kommunenavn": rows[each]["navn"]} for each in others]
        answer(site, f"kartverket-naboer/{number}", listed)


def answer(site: Site, path: str, content: object) -> None:
    """Let a path answer ``content`` as JSON."""
    site.answers[f"/{path}"] = page(json.dumps(content).encode(), "application/json;charset=UTF-8")


def population(rows: Mapping[str, Row], year: str = "2026") -> dict[str, Any]:
    """JSON-stat 2 as PxWebApi v2 gives it for table 07459; the last region is not a municipality."""
    regions = [*(f"K-{number}" for number in rows), "K-21-22"]
    dimensions = {"Region": regions, "ContentsCode": ["Personer1"], "Tid": [year]}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "07459: Alders- og kjønnsfordeling i kommuner, fylker og hele landets befolkning (K)",
        "source": "Statistisk sentralbyrå",
        "updated": "2026-02-20T07:00:00Z",
        "id": list(dimensions),
        "size": [len(codes) for codes in dimensions.values()],
        "dimension": {
            name: {
                "label": name,
                "category": {
                    "index": {code: place for place, code in enumerate(codes)},
                    "label": {code: code for code in codes},
                },
            }
            for name, codes in dimensions.items()
        },
        "value": [*(int(row["folketall"]) for row in rows.values()), None],
    }


def _codes(rows: Mapping[str, Row]) -> dict[str, Any]:
    named = {number: row["navn_offisielt"] for number, row in rows.items()} | {"9999": "Uoppgitt"}
    return {
        "codes": [
            {"code": number, "parentCode": None, "level": "1", "name": name, "shortName": "", "presentationName": ""}
            for number, name in named.items()
        ]
    }


def pair(source: str, target: str, start: str = "2024-01-01", end: str | None = None) -> dict[str, Any]:
    """One correspondence of Klass."""
    names = {"sourceName": "", "sourceShortName": "", "targetName": "", "targetShortName": ""}
    return {"sourceCode": source, "targetCode": target, **names, "validFrom": start, "validTo": end}


def _centrality(rows: Mapping[str, Row]) -> dict[str, Any]:
    old = [pair(number, "01", "2020-01-01", "2024-01-01") for number in rows]
    today = [pair(number, f"0{row['sentralitetsklasse']}") for number, row in rows.items()]
    return {"correspondenceItems": [*old, *today]}


def _kostra(rows: Mapping[str, Row]) -> dict[str, Any]:
    municipalities = [pair(row["kostra_kode"], number) for number, row in rows.items()]
    return {"correspondenceItems": [*municipalities, pair("EAFK01", "1800")]}


def _units(rows: Mapping[str, Row]) -> dict[str, Any]:
    units = [
        {
            "organisasjonsnummer": row["organisasjonsnummer"],
            "navn": f"{row['navn'].upper()} KOMMUNE",
            "organisasjonsform": {"kode": "KOMM", "beskrivelse": "Kommune"},
            "hjemmeside": row["nettsted"].removeprefix("https://").rstrip("/"),
            "forretningsadresse": {"land": "Norge", "kommune": row["navn"].upper(), "kommunenummer": number},
        }
        for number, row in rows.items()
    ]
    count = len(units)
    return {
        "_embedded": {"enheter": units},
        "_links": {},
        "page": {"size": 1000, "totalElements": count, "totalPages": 1, "number": 0},
    }


def _names(rows: Mapping[str, Row]) -> list[dict[str, Any]]:
    counties: dict[str, dict[str, Any]] = {}
    for number, row in rows.items():
        county = {"fylkesnummer": row["fylkesnummer"], "fylkesnavn": row["fylke"], "kommuner": []}
        others = row["navn_samisk_kvensk"].split("|") if row["navn_samisk_kvensk"] else []
        named: list[tuple[str | None, str | None]] = [
            ("Norwegian", row["navn"]),
            *(("Northern Sami", each) for each in others),
        ]
        named += [(None, None)] * (3 - len(named))
        counties.setdefault(row["fylkesnummer"], county)["kommuner"].append(
            {
                "kommunenummer": number,
                "kommunenavnNorsk": row["navn"],
                "gyldigeNavn": [
                    {"prioritet": place, "navn": name, "sprak": language}
                    for place, (language, name) in enumerate(named, 1)
                ],
            }
        )
    return list(counties.values())


ANSWERS: dict[str, Callable[[Mapping[str, Row]], Any]] = {
    "ssb-folketall": population,
    "ssb-kommuner": _codes,
    "ssb-sentralitet": _centrality,
    "ssb-kostra": _kostra,
    "enhetsregisteret": _units,
    "kartverket-kommuner": _names,
}
