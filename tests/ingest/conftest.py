"""What the tests of this room share: the repository's own corpus and register, and one good file to spoil."""

from pathlib import Path

import pytest

from kunnskapsbase.municipalities import MunicipalityRegister, load_register

CORPUS = Path(__file__).parents[2] / "corpus"
# The collected records lie beside the repository where the corpus is made, and nowhere else.
SOURCE = CORPUS.parents[1] / "shared" / "data"

GOOD = """\
---
id: asker-ombruk
tittel: Asker brukte møblene om igjen
maalform: nb
sektor: klima-miljo
tema:
  - ombruk
innovasjonstype: prosess
status: gjennomført
aar_start: 2019
aar_slutt: 2021
aktorer:
  - navn: Asker kommune
    type: kommune
    rolle: initiativtaker
    kommunenummer: ['3203']
gevinster:
  - type: økonomisk
    beskrivelse: Spart innkjøp
    tall: 2.5
    enhet: mill. kroner
kilde:
  url: https://www.asker.kommune.no/ombruk
  tittel: Ombruk
  utgiver: Asker kommune
  type: prosjektside
  dato: '2021-05-04'
verifisering:
  nivaa: lest
---

## Utfordring

Tre kommuner ble én og hadde møbler til overs.

## Løsning

Møblene ble registrert og flyttet.

De som ikke passet, ble gitt bort.
"""


@pytest.fixture(scope="session")
def register() -> MunicipalityRegister:
    return load_register(CORPUS / "kommuner")


@pytest.fixture
def good_file(tmp_path: Path) -> Path:
    path = tmp_path / "asker-ombruk.md"
    path.write_text(GOOD, encoding="utf-8")
    return path
