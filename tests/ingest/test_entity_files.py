"""Networks and schemes as files: read and written the same, and what is wrong with one is told by line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.network_file import network_text, read_network
from ingest.problems import FileRejectedError
from ingest.scheme_file import read_scheme, scheme_text
from kunnskapsbase.municipalities import MunicipalityRegister
from tests.ingest.conftest import CORPUS
from tests.ingest.test_bad_files import line_of

Told = Callable[[str], list[tuple[int | None, str]]]

NETWORK = """\
---
id: elverum-og-hamar
navn: Nettverket
type: klimanettverk
alle_i_fylke: ['46']
medlemmer:
  - kommunenummer: '3420'
    navn: Elverum
  - kommunenummer: '3403'
    navn: Hamar
    fra: 2019
    til: 2024
sikkerhet: ok
kilder:
  - utgiver: eksempel.no
    url: https://eksempel.no/nettverket
    aar: 2024
---
"""
SCHEME = """\
---
id: en-ordning
navn: Ordningen
alias:
  - Den andre
soknadsfrist: '2026-02-15'
lenke: https://eksempel.no/sok
nivaa: nasjonal
status: aktiv
kontrollert: '2026-01-10'
kilder:
  - utgiver: Forvalteren
---
"""

# a good file; old text → new text; the line that is to be named (by its beginning, «» is any); what is to be said
FAULTS = [
    (NETWORK, "'3403'", "'9999'", "- kommunenummer: '9999'", "Ingen kommuner har nummeret 9999"),
    (NETWORK, "'3420'", "'0427'", "- kommunenummer: '0427'", "Skriv dagens nummer: '3420' (Elverum)"),
    (NETWORK, "navn: Hamar", "navn: Løten", "navn: Løten", "Kommunenummer 3403 er Hamar, ikke «Løten»"),
    (NETWORK, "til: 2024", "til: 2018", "til: 2018", "til (2018) er før fra (2019)"),
    (NETWORK, "'3420'\n    navn: Elverum", "'3403'\n    fra: 2019", "", "står to ganger; første gang som nummer 1"),
    (NETWORK, "['46']", "['99']", "alle_i_fylke:", "Ingen fylker har nummeret 99 i dag"),
    (NETWORK, "type: klimanettverk", "type: klima", "type: klima", "Velg én av: regionråd, klimanettverk"),
    (NETWORK, "sikkerhet: ok", "sikkert: ok", "sikkert:", "Mente du «sikkerhet»?"),
    (NETWORK, "    fra: 2019", "    siden: 2019", "siden:", "Ukjent felt «siden» under medlemmer[2]"),
    (NETWORK, "aar: 2024", "aar: i fjor", "aar:", "«i fjor» er ikke et helt tall"),
    (NETWORK, "    url: https://eksempel.no/nettverket", "    url: eksempel.no", "url:", "skriv hele adressen"),
    (NETWORK, "id: elverum", "id: x-elverum", "id:", "men filen heter «elverum-og-hamar.md»"),
    (NETWORK, "sikkerhet: ok", "sikkerhet: ok\naar_start: 2020\naar_slutt: 2019", "aar_slutt:", "er før aar_start"),
    (NETWORK + "\nLøs tekst\n", "", "", "Løs tekst", "Et nettverk har alt i hodet"),
    (SCHEME, "kontrollert: '2026-01-10'\n", "", "status:", "det står ikke når det sist ble undersøkt"),
    (SCHEME, "'2026-02-15'", "'2026-02-31'", "soknadsfrist:", "en dag som finnes, skrevet som år-måned-dag"),
    (SCHEME, "'2026-02-15'", "hver vår", "soknadsfrist:", "en dag som finnes, skrevet som år-måned-dag"),
    (SCHEME, "'2026-01-10'", "[2026]", "kontrollert:", "en dag som finnes, skrevet som år-måned-dag"),
    (SCHEME, "nivaa: nasjonal", "nivaa: statlig", "nivaa:", "Velg én av: internasjonal, nasjonal"),
    (SCHEME, "navn: Ordningen", "navn:", "navn:", "feltet er tomt"),
    (SCHEME, "  - utgiver: Forvalteren", "  - tittel: Uten utgiver", "- tittel:", "kilder[1].utgiver: feltet mangler"),
    (SCHEME, "navn: Ordningen", "navn: FYLL INN", "navn:", "igjen fra malen"),
    (SCHEME + "\nLøs tekst\n", "", "", "Løs tekst", "En ordning har alt i hodet"),
]


@pytest.fixture
def told(tmp_path: Path, register: MunicipalityRegister) -> Told:
    """What is said of a file with the given content."""

    def say(content: str) -> list[tuple[int | None, str]]:
        network = "type:" in content
        path = tmp_path / ("elverum-og-hamar.md" if network else "en-ordning.md")
        path.write_text(content, encoding="utf-8")
        with pytest.raises(FileRejectedError) as rejected:
            read_network(path, register) if network else read_scheme(path)
        return [(problem.line, problem.message) for problem in rejected.value.problems]

    return say


@pytest.mark.parametrize(
    ("spoiled", "line", "message"), [(good.replace(old, new, 1), *rest) for good, old, new, *rest in FAULTS]
)
def test_one_fault_is_told_once_with_its_line_in_norwegian(told: Told, spoiled: str, line: str, message: str) -> None:
    problems = told(spoiled)
    assert any(message in text and number is not None for number, text in problems), problems
    assert not line or line_of(spoiled, line) in {number for number, text in problems if message in text}
    assert len({text for _, text in problems}) == len(problems) <= 3
    assert not any(word in text for _, text in problems for word in ("should", "Input", "valid ", "Field"))


def test_what_is_written_reads_back_the_same(register: MunicipalityRegister, tmp_path: Path) -> None:
    network, scheme = tmp_path / "elverum-og-hamar.md", tmp_path / "en-ordning.md"
    network.write_text(NETWORK, encoding="utf-8")
    scheme.write_text(SCHEME, encoding="utf-8")
    assert network_text(read_network(network, register)) == NETWORK
    assert scheme_text(read_scheme(scheme)) == SCHEME


def test_every_network_and_scheme_of_the_corpus_is_written_the_way_it_is_read(register: MunicipalityRegister) -> None:
    networks = [path for path in (CORPUS / "nettverk").glob("*.md") if path.name != "README.md"]
    schemes = [path for path in (CORPUS / "ordninger").glob("*.md") if path.name != "README.md"]
    assert len(networks) >= 71
    assert len(schemes) >= 56
    for path in networks:
        assert network_text(read_network(path, register)) == path.read_text(encoding="utf-8")
    for path in schemes:
        assert scheme_text(read_scheme(path)) == path.read_text(encoding="utf-8")


def test_the_templates_say_only_what_must_be_filled_in(register: MunicipalityRegister, tmp_path: Path) -> None:
    fills = {
        "id": "mitt-navn",
        "type": "fagnettverk",
        "sikkerhet": "ok",
        "aar": "2020",
        "aar_start": "2020",
        "aar_slutt": "2021",
        "alle_i_fylke": "['46']",
        "fylker": "['03']",
        "kommunenummer": "'3203'",
        "fra": "2020",
        "til": "2021",
        "nivaa": "nasjonal",
        "status": "aktiv",
        "kontrollert": "2026-01-10",
        "soknadsfrist": "2026-02-15",
        "lenke": "https://eksempel.no",
        "nettsted": "https://eksempel.no",
        "url": "https://eksempel.no",
    }
    for template in ("nettverk.md", "ordning.md"):
        filled = []
        member = False
        for line in (CORPUS / "mal" / template).read_text(encoding="utf-8").split("\n"):
            field = line.strip().removeprefix("- ").partition(":")[0]
            member = field == "kommunenummer" or (member and line.startswith("    "))
            word = "Asker" if member and field == "navn" else fills.get(field, "Noe")
            filled.append(line if line.startswith("#") else line.replace("FYLL INN", word))
        path = tmp_path / "mitt-navn.md"
        path.write_text("\n".join(filled), encoding="utf-8")
        read = read_network(path, register) if template == "nettverk.md" else read_scheme(path)
        assert read.id == "mitt-navn"
