"""A mapping suggested from the names of the columns, for a person to look over and complete."""

from collections.abc import Mapping, Sequence
from typing import Any

# The words that columns are called by, most telling first. A column of persons is never suggested.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "tittel": ("prosjekttittel", "prosjektnavn", "tittel", "navn på prosjekt", "navn på tiltak", "prosjekt", "tiltak"),
    "aktorer.navn": ("kommunenavn", "kommune", "søker", "prosjekteier", "virksomhet", "eier"),
    "aktorer.kommunenummer": ("kommunenummer", "kommunenr", "knr", "komm.nr"),
    "aktorer[2].navn": ("samarbeidskommuner", "samarbeidspartnere", "samarbeidspartner", "partnere", "partner"),
    "utfordring": ("utfordring", "bakgrunn", "problem", "behov", "hvorfor"),
    "losning": ("løsning", "prosjektbeskrivelse", "beskrivelse", "hva ble gjort", "gjennomføring", "sammendrag"),
    "gevinster.beskrivelse": ("gevinst", "gevinster", "effekt", "effekter", "resultat", "resultater", "nytte"),
    "erfaringer": ("erfaringer", "erfaring", "lærdom", "læringspunkter", "læring"),
    "forutsetninger": ("forutsetninger", "forutsetning", "suksessfaktorer"),
    "finansiering.belop_nok": ("tilskudd", "tilsagn", "beløp", "støtte", "innvilget", "bevilget"),
    "finansiering.ordning": ("tilskuddsordning", "ordning", "program"),
    "finansiering.aar": ("tilsagnsår", "tildelingsår", "bevilgningsår"),
    "aar_start": ("startår", "oppstart", "start", "år"),
    "aar_slutt": ("sluttår", "slutt", "ferdig", "avsluttet"),
    "status": ("status", "fase"),
    "sektor": ("sektor", "fagområde", "tjenesteområde", "område"),
    "tema": ("tema", "stikkord", "emneord", "kategori"),
    "kilde.url": ("lenke", "nettadresse", "nettside", "url", "link"),
    "kontakt.enhet": ("avdeling", "enhet", "kontaktenhet"),
}
_PERSONS = ("person", "kontaktperson", "prosjektleder", "ansvarlig", "e-post", "epost", "telefon", "mobil")
# What an experience must have, and where it mostly comes from when no column holds it.
_REQUIRED = (
    *("tittel", "aktorer.navn", "aktorer.type", "aktorer.rolle", "utfordring", "losning", "status", "sektor"),
    *("innovasjonstype", "maalform", "kilde.url", "kilde.tittel", "kilde.utgiver", "kilde.type"),
)


def suggest_mapping(headers: Sequence[str]) -> dict[str, Any]:
    """``kolonner`` (field → column), ``ikke_plassert`` (columns) and ``mangler`` (required fields no column fits)."""
    free = {header: " ".join(header.casefold().split()) for header in headers if header.strip()}
    columns: dict[str, str] = {}
    for whole in (True, False):
        for name, words in _WORDS.items():
            if name not in columns:
                header = _find(words, free, whole=whole)
                if header is not None:
                    columns[name] = header
                    del free[header]
    return {
        "kolonner": {name: columns[name] for name in _WORDS if name in columns},
        "ikke_plassert": list(free),
        "mangler": [name for name in _REQUIRED if name not in columns],
    }


def _find(words: Sequence[str], headers: Mapping[str, str], *, whole: bool) -> str | None:
    for word in words:
        for header, folded in headers.items():
            if folded == word:
                return header
            bare = folded.replace("(", " ").replace(")", " ").replace("/", " ").replace(",", " ").split()
            about_persons = any(part.startswith(_PERSONS) for part in bare)
            if not whole and not about_persons and word in bare:
                return header
    return None
