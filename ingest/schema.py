"""JSON Schema of the kinds of file in the corpus, made from the domain model."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ingest.text_files import write_text
from kunnskapsbase.network import Network
from kunnskapsbase.scheme import Scheme
from kunnskapsbase.solution import Solution, Webinar

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_HEAD_ALONE = "Skjemaet beskriver hodet i filen (YAML). Filen har ingen tekst under hodet."
_TITLES: dict[str, tuple[type[BaseModel], str, str, str]] = {
    "erfaring": (
        Solution,
        "Erfaring",
        "Noe en kommune eller flere har gjort, og hvordan det gikk: én fil i corpus/erfaringer.",
        "Skjemaet beskriver filen slik den leses: feltene i hodet (YAML), sammen med de fire tekstene i kroppen. "
        "utfordring, losning, erfaringer og forutsetninger skrives ikke i hodet, men under overskriftene "
        "«## Utfordring», «## Løsning», «## Erfaringer» og «## Forutsetninger». Årene skal stå i rekkefølge "
        "(aar_slutt ikke før aar_start), id skal være lik filnavnet, og kommunenummer skal finnes i "
        "corpus/kommuner/kommuner.csv; det kan et skjema ikke si.",
    ),
    "webinar": (
        Webinar,
        "Webinar",
        "Et webinar eller et seminar med opptak: én fil i corpus/webinarer.",
        _HEAD_ALONE,
    ),
    "nettverk": (
        Network,
        "Nettverk",
        "Et regionråd eller et annet nettverk kommuner møtes i: én fil i corpus/nettverk.",
        f"{_HEAD_ALONE} Nummer skal finnes i corpus/kommuner/kommuner.csv, navn skal høre til nummeret, og år skal "
        "stå i rekkefølge; det kan et skjema ikke si.",
    ),
    "ordning": (
        Scheme,
        "Tilskuddsordning",
        "Penger det går an å søke om: én fil i corpus/ordninger. Felter kilden ikke sier noe om, er ikke med.",
        f"{_HEAD_ALONE} Er status «aktiv», skal kontrollert være med; det sier skjemaet ikke.",
    ),
}

# What the parts are, in Norwegian; the classes' own descriptions are written for whoever reads the code.
_PARTS = {
    "ActorType": "Hva slags virksomhet aktøren er.",
    "Certainty": "ok: kilden sier det. eldre: kilden er gammel. usikker: kildene er uenige, eller listen er ikke hel.",
    "Contact": "En rolle eller enhet som kilden selv oppgir; aldri en person.",
    "EntitySource": "Der det er fortalt; aar er året det som står, gjaldt. url mangler når adressen ikke er kjent.",
    "Funding": "Hvor pengene kom fra; belop_nok i kroner det året.",
    "Gain": "En gevinst slik kilden oppgir den.",
    "GainType": "Hvem eller hva gevinsten er for.",
    "InnovationType": "Hva som var nytt.",
    "Item": "Ett innslag på programmet; aktor er en virksomhet, aldri en person.",
    "Member": "En kommune og første og siste år den var med, når de er kjent.",
    "NetworkKind": "Hva kommunene møtes om.",
    "Participant": "En aktør. Flere kommuner kan stå bak ett navn.",
    "Role": "Hva aktøren var i løsningen.",
    "SchemeLevel": "Hvem som står bak pengene.",
    "SchemeStatus": "Om det går an å søke, da det sist ble undersøkt.",
    "Sector": "Tjenesteområde.",
    "Source": "Den offentlige siden erfaringen er lest fra. dato er så nøyaktig som kilden: ÅÅÅÅ, ÅÅÅÅ-MM eller "
    "ÅÅÅÅ-MM-DD.",
    "Status": "Hvor langt løsningen er kommet, slik kilden forteller det.",
    "Verification": "Hvor godt det som står, er kontrollert, av hvem og når. kilde_funnet er false når en kontroll "
    "ikke fant kilden. Nivåene bekreftet og evaluert må ha dato; bare kommunen bekrefter, og den evaluerer ikke "
    "seg selv.",
    "VerificationLevel": "lest: lest fra kilden, ikke kontrollert. kontrollert: sammenlignet med kilden på nytt. "
    "bekreftet: kommunen har selv bekreftet. evaluert: andre har evaluert.",
    "Verifier": "Hvem som står bak kontrollen: en rolle, aldri en person.",
}


def schema(name: str) -> dict[str, Any]:
    """The schema called ``name``: ``erfaring``, ``webinar``, ``nettverk`` or ``ordning``."""
    model, title, description, comment = _TITLES[name]
    made = model.model_json_schema(by_alias=True)
    parts = {part: _norwegian(body, part) for part, body in made.pop("$defs", {}).items()}
    return {
        "$schema": DIALECT,
        "$id": f"urn:lost-for:skjema:{name}",
        "title": title,
        "description": description,
        "$comment": comment,
        **{key: value for key, value in _norwegian(made, None).items() if key not in ("title", "description")},
        "$defs": parts,
    }


def _norwegian(body: dict[str, Any], part: str | None) -> dict[str, Any]:
    """``body`` without the titles pydantic makes of the field names, and with the part's Norwegian description."""
    tidy = _without_titles(body)
    if part is not None:
        tidy["description"] = _PARTS[part]
    return tidy


def _without_titles(value: dict[str, Any]) -> dict[str, Any]:
    tidy: dict[str, Any] = {}
    for key, item in value.items():
        # «title» is a keyword only where its value is a text; a field may be called that too.
        if key == "title" and isinstance(item, str):
            continue
        tidy[key] = _without_titles(item) if isinstance(item, dict) else item
    return tidy


def schema_text(name: str) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write a schema for each kind (``erfaring.schema.json``) to ``folder``; the paths written."""
    paths = []
    for name in _TITLES:
        path = folder / f"{name}.schema.json"
        write_text(path, schema_text(name))
        paths.append(path)
    return paths
