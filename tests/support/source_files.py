"""Small files of several formats to take in, written on the spot. What they tell is made up."""

from pathlib import Path

_REPORT = """\
# Felles vaktordning for små kommuner

Denne rapporten forteller om en felles vaktordning som fire kommuner prøvde i to år, og hva den ga dem.

## Bakgrunn

Kommunene hadde hver sin vakt, og det var vanskelig å få nok folk i helgene. De søkte midler til et felles forsøk.

## Resultat

Ordningen frigjorde ti stillinger til andre oppgaver. Svartiden falt fra ti til fire minutter det første året.
"""

_TRANSCRIPT = """\
WEBVTT

00:00:01.000 --> 00:00:08.000
Velkommen til webinar om den felles vaktordningen som fire kommuner har prøvd i to år.

00:00:08.000 --> 00:00:19.000
Vi skal høre hva som skulle til for å få den i gang, og hva de ville gjort annerledes i dag.
"""

_LIST = "Navn;Kommune;Hva var problemet;Hva gjorde dere;Lenke\n"
_MAPPING = """\
kolonner:
  tittel: Navn
  aktorer.navn: Kommune
  utfordring: Hva var problemet
  losning: Hva gjorde dere
  kilde.url: Lenke
fast:
  aktorer.type: kommune
  aktorer.rolle: initiativtaker
  sektor: teknisk
  status: gjennomført
  innovasjonstype: prosess
  maalform: nb
  kilde.tittel: Prosjektlisten
  kilde.utgiver: Utgiveren
  kilde.type: prosjektside
"""


def report(file: Path, *, about: str = "", again: int = 1) -> Path:
    """A report in Markdown, with a paragraph ``about`` something; ``again`` times as long."""
    file.parent.mkdir(parents=True, exist_ok=True)
    paragraph = f"\n## Særskilt\n\nHer står det om {about}.\n" if about else ""
    body = "".join(_REPORT.replace("Bakgrunn", f"Bakgrunn {number}") for number in range(again))
    file.write_text(body + paragraph, encoding="utf-8")
    return file


def transcript(file: Path) -> Path:
    """A transcript of nineteen seconds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_TRANSCRIPT, encoding="utf-8")
    return file


def project_list(file: Path, rows: dict[str, str]) -> Path:
    """A list of projects with its column mapping: title → challenge, an empty challenge being a fault."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{title};Oslo kommune;{challenge};De gjorde noe med det.;https://eksempel.no/{number}\n"
        for number, (title, challenge) in enumerate(rows.items())
    ]
    file.write_text(_LIST + "".join(lines), encoding="utf-8")
    file.with_name(f"{file.stem}.kolonner.yml").write_text(_MAPPING, encoding="utf-8")
    return file
