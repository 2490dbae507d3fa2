"""Whoever writes a file wrong is told where, and what to do: everything at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.experience_file import read_experience, read_webinar
from ingest.problems import FileRejectedError, Problem
from ingest.text_files import MAX_BYTES
from kunnskapsbase.municipalities import MunicipalityRegister
from tests.ingest.conftest import CORPUS, GOOD

Told = Callable[[str | bytes], list[tuple[int | None, str]]]


@pytest.fixture
def told(tmp_path: Path, register: MunicipalityRegister) -> Told:
    """What is said of a file with the given content."""

    def say(content: str | bytes) -> list[tuple[int | None, str]]:
        path = tmp_path / "asker-ombruk.md"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(FileRejectedError) as rejected:
            read_experience(path, register)
        assert all(problem.path == path.as_posix() for problem in rejected.value.problems)
        return [(problem.line, problem.message) for problem in rejected.value.problems]

    return say


def line_of(content: str, beginning: str) -> int:
    """The number of the first line that begins so."""
    return next(number for number, line in enumerate(content.split("\n"), 1) if line.strip().startswith(beginning))


# old text → new text; the line that is to be named (by its beginning); what is to be said
ONE_FAULT = [
    ("sektor: klima-miljo\n", "", "---", "sektor: feltet mangler"),
    ("    rolle: initiativtaker\n", "", "- navn: Asker", "aktorer[1].rolle: feltet mangler"),
    ("tittel: Asker", "tittl: Asker", "tittl:", "Ukjent felt «tittl». Mente du «tittel»?"),
    (
        "    enhet: mill. kroner",
        "    enheter: stk",
        "enheter:",
        "Ukjent felt «enheter» under gevinster[1]. Mente du «enhet»",
    ),
    ("  utgiver: Asker kommune", "  utgiver: A\n  qqq: x", "qqq:", "Feltene her er: url, tittel, utgiver, type, dato."),
    ("tittel: Asker", "title: Asker", "title:", "Mente du «tittel»?"),
    ("sektor: klima-miljo", "sektor: klima", "sektor:", "Velg én av: anskaffelser, barnevern,"),
    ("status: gjennomført", "status: gjenomført", "status:", "Mente du «gjennomført»?"),
    ("maalform: nb", "maalform: bokmål", "maalform:", "Velg én av: nb, nn"),
    ("type: prosjektside", "type: blogg", "type: blogg", "Velg én av: nyhet, prosjektside, rapport"),
    ("tema:\n  - ombruk", "tema: ombruk", "tema:", "tema: skal være en liste"),
    ("tittel: Asker brukte møblene om igjen", "tittel: [en, to]", "tittel:", "tittel: skal være en tekst"),
    ("tittel: Asker brukte møblene om igjen", "tittel:", "tittel:", "tittel: feltet er tomt"),
    ("tittel: Asker brukte møblene om igjen", "tittel: ''", "tittel:", "tittel: feltet er tomt"),
    ("verifisering:\n  nivaa: lest", "verifisering: lest", "verifisering:", "skal være felter på egne linjer"),
    ("aar_start: 2019", "aar_start: i fjor", "aar_start:", "«i fjor» er ikke et helt tall"),
    ("aar_start: 2019", "aar_start: 2019.5", "aar_start:", "«2019.5» er ikke et helt tall"),
    ("aar_start: 2019", "aar_start: 1066", "aar_start:", "1066 er mindre enn 1980"),
    ("aar_slutt: 2021", "aar_slutt: 3021", "aar_slutt:", "3021 er større enn 2100"),
    ("aar_slutt: 2021", "aar_slutt: 2018", "aar_slutt:", "aar_slutt (2018) er før aar_start (2019)"),
    ("aar_slutt: 2021", f"aar_slutt: {'9' * 5000}", "aar_slutt:", "er ikke et helt tall"),
    ("tall: 2.5", "tall: ca. 2,5", "tall:", "«ca. 2,5» er ikke et tall"),
    ("tall: 2.5", "tall: [2]", "tall:", "er ikke et tall"),
    ("tall: 2.5", "tall: nan", "tall:", "«nan» er ikke et tall"),
    ("nivaa: lest", "nivaa: lest\n  kilde_funnet: kanskje", "kilde_funnet:", "skal være true eller false"),
    ("nivaa: lest", "nivaa: lest\n  kilde_funnet: [ja]", "kilde_funnet:", "skal være true eller false"),
    ("nivaa: lest", "nivaa: lest\n  dato: i går", "dato: i går", "skriv datoen som år-måned-dag"),
    ("nivaa: lest", "nivaa: lest\n  av: Kari Lund", "av: Kari Lund", "Velg én av: redaksjon, kommune, rådgiver"),
    ("nivaa: lest", "nivaa: bekreftet", "verifisering:", "nivaa «bekreftet» må ha dato"),
    (
        "nivaa: lest",
        "nivaa: bekreftet\n  av: rådgiver\n  dato: '2026-01-02'",
        "verifisering:",
        "«bekreftet» er kommunens eget ord",
    ),
    (
        "nivaa: lest",
        "nivaa: evaluert\n  av: kommune\n  dato: '2026-01-02'",
        "verifisering:",
        "«evaluert» er for andre enn kommunen selv",
    ),
    ("dato: '2021-05-04'", "dato: 4. mai 2021", "dato:", "skriv datoen så nøyaktig som kilden gjør"),
    ("url: https://www.asker", "url: www.asker", "url:", "skriv hele adressen"),
    ("['3203']", "['9999']", "kommunenummer:", "Ingen kommuner har nummeret 9999"),
    ("['3203']", "['0220']", "kommunenummer:", "Skriv dagens nummer: '3203' (Asker)"),
    ("['3203']", "[Asker]", "kommunenummer:", "skriv kommunenummeret med fire sifre"),
    ("['3203']", "['3203']\n    fylkesnummer: ['99']", "fylkesnummer:", "Ingen fylker har nummeret 99 i dag"),
    ("id: asker-ombruk", "id: asker", "id:", "id er «asker», men filen heter «asker-ombruk.md»"),
    ("id: asker-ombruk", "id: Åsker_1", "id:", "bruk små bokstaver a–z, tall og bindestrek"),
    ("maalform: nb", "maalform: nb\nmaalform: nn", "maalform: nn", "står to ganger; første gang på linje 4"),
    ("    type: kommune\n", "    type: kommune\n    type: stat\n", "type: stat", "Feltet «type» står to ganger"),
    ("tittel: Asker", "tittel: Husk: Asker", "tittel:", "det står et kolon der YAML ikke venter det"),
    ("tittel: Asker", "\ttittel: Asker", "tittel:", "tabulator"),
    ("tittel: Asker", "tittel: @Asker", "tittel:", "begynner med et tegn som YAML ikke tåler"),
    ("  - ombruk", "  - &a ombruk\n  - *a", "- *a", "Henvisninger i YAML"),
    ("  - ombruk", "  - !!python/name:os.system x", "- !!", "Typemerket"),
    ("  - ombruk", f"  - {'[' * 20}{']' * 20}", "- [", "For mange nivåer"),
    ("  - ombruk", "  - FYLL INN", "- FYLL", "igjen fra malen"),
    ("tittel: Asker", "? [a]\n: Asker", "? [a]", "Et feltnavn kan ikke være en liste"),
    ("nivaa: lest", "nivaa: lest\nutfordring: Noe", "utfordring:", "skal stå i teksten under «## Utfordring»"),
    ("## Løsning", "## Losning", "## Losning", "Mente du «## Løsning»?"),
    ("## Løsning", "# Løsning", "# Løsning", "Overskriften skal ha to tegn: «## Løsning»"),
    ("## Løsning", "## Løsning\n\na\n\n## Løsning", None, "«## Løsning» står to ganger; første gang på linje"),
    ("## Løsning", "## Budsjett\n\na\n\n## Løsning", "## Budsjett", "Ukjent overskrift «Budsjett». Overskriftene er"),
    ("## Løsning", "## Erfaringer\n\n## Løsning", "## Erfaringer", "«## Erfaringer» har ingen tekst"),
    ("Tre kommuner ble én og hadde møbler til overs.", "", "## Utfordring", "har ingen tekst. Skriv teksten under den"),
    ("## Utfordring", "Løs tekst\n\n## Utfordring", "Løs tekst", "Teksten står før første overskrift"),
    ("## Utfordring", "<!-- uten slutt\n\n## Utfordring", "<!--", "er ikke lukket"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), ONE_FAULT)
def test_one_fault_is_told_with_its_line(told: Told, old: str, new: str, line: str | None, message: str) -> None:
    assert GOOD.count(old) >= 1
    spoiled = GOOD.replace(old, new, 1)
    problems = told(spoiled)
    assert any(message in text and (line is None or number == line_of(spoiled, line)) for number, text in problems), (
        problems
    )


@pytest.mark.parametrize(("old", "new", "line", "message"), ONE_FAULT)
def test_nothing_is_said_twice_or_in_english(told: Told, old: str, new: str, line: str | None, message: str) -> None:
    texts = [text for _, text in told(GOOD.replace(old, new, 1))]
    assert len(texts) == len(set(texts)) <= 3
    assert not any(word in text for text in texts for word in ("should", "Input", "valid ", "required", "Field"))


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "Filen skal begynne med en linje med bare"),
        (b"bare tekst\n", 1, "Filen skal begynne med en linje med bare"),
        (b"---\nid: a\n", 1, "Hodet i filen er ikke lukket"),
        (b"---\n- a\n---\n", 2, "ikke av en liste"),
        (b"---\nbare tekst\n---\n", 2, "Hodet skal bestå av felter"),
        (b"---\ntema: [a, b\nid: x\n---\n", 3, "mangler komma eller ]"),
        (b'---\nid: "a\ntittel: b\n---\n', None, "blir aldri lukket"),
        ("---\ntittel: På\n---\n".encode("latin-1"), 2, "Filen er ikke UTF-8: byte nummer 14 er 0xE5"),
        ("---\ntittel: På\n---\n".encode("utf-16"), 1, "lagret som UTF-16"),
        (b"---\nid: a\n\x00\n---\n", 3, "usynlig tegn (U+0000)"),
        ("---\nid: a\u2028b\n---\n".encode(), 2, "usynlig tegn (U+2028)"),
        (b"x" * (MAX_BYTES + 1), None, "Filen er 1,1 MB; grensen er 1 MB"),
    ],
)
def test_a_file_that_is_no_experience_at_all_is_told_so(
    told: Told, content: bytes, line: int | None, message: str
) -> None:
    problems = told(content)
    assert any(message in text and line in (None, number) for number, text in problems), problems


def test_a_hundred_thousand_brackets_are_refused_and_not_a_crash(told: Told) -> None:
    """PyYAML's own composer recurses in C, and took the process with it on such a file."""
    assert any("For mange nivåer" in text for _, text in told("---\ntema: " + "[" * 900_000 + "\n---\n"))


def test_all_the_faults_of_a_file_are_told_at_once(told: Told) -> None:
    spoiled = (
        GOOD.replace("sektor: klima-miljo", "sektor: klima")
        .replace("aar_slutt: 2021", "aar_slutt: 2018")
        .replace("['3203']", "['9999']")
        .replace("## Løsning", "## Budsjett")
        .replace("id: asker-ombruk", "id: asker\nukjent: x")
    )
    problems = told(spoiled)
    expected = {
        "id er «asker»": "id:",
        "Ukjent felt «ukjent»": "ukjent:",
        "sektor:": "sektor:",
        "aar_slutt (2018)": "aar_slutt:",
        "Ingen kommuner har nummeret 9999": "kommunenummer:",
        "Ukjent overskrift «Budsjett»": "## Budsjett",
    }
    for message, beginning in expected.items():
        assert any(text.startswith(message) and number == line_of(spoiled, beginning) for number, text in problems)
    assert any("«## Løsning» mangler" in text for _, text in problems)
    numbers = [number for number, _ in problems if number is not None]
    assert numbers == sorted(numbers)


def test_windows_line_ends_do_not_move_the_line_numbers(told: Told) -> None:
    spoiled = GOOD.replace("sektor: klima-miljo", "sektor: klima")
    assert told(spoiled.replace("\n", "\r\n")) == told(spoiled)


def test_the_untouched_templates_are_refused_blank_by_blank(register: MunicipalityRegister) -> None:
    with pytest.raises(FileRejectedError) as rejected:
        read_experience(CORPUS / "mal" / "erfaring.md", register)
    assert len(rejected.value.problems) > 20
    assert all("igjen fra malen" in problem.message for problem in rejected.value.problems)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("tittel: Et webinar\nurl: https://a.no\n---\n\nTekst her\n", 7, "Et webinar har alt i hodet"),
        ("tittel: Et webinar\n---\n", 1, "url: feltet mangler"),
        ("tittel: Et webinar\nurl: https://a.no\narangor: KS\n---\n", 5, "Mente du «arrangor»?"),
        (
            "tittel: Et webinar\nurl: https://a.no\nprogram:\n  - aktor: KS\n---\n",
            6,
            "program[1].innslag: feltet mangler",
        ),
        (
            "tittel: Et webinar\nurl: https://a.no\nprogram:\n  - innslag: A\n    hvem: KS\n---\n",
            7,
            "Ukjent felt «hvem»",
        ),
    ],
)
def test_a_webinar_is_checked_in_the_same_way(tmp_path: Path, content: str, line: int, message: str) -> None:
    path = tmp_path / "et-webinar.md"
    path.write_text(f"---\nid: et-webinar\n{content}", encoding="utf-8")
    with pytest.raises(FileRejectedError) as rejected:
        read_webinar(path)
    problems = rejected.value.problems
    assert any(problem.line == line and message in problem.message for problem in problems), problems


def test_the_error_reads_as_a_list_of_places_and_what_to_do() -> None:
    error = FileRejectedError([Problem("a.md", None, "For stor."), Problem("a.md", 7, "Rett det.")])
    assert str(error) == "a.md, linje 7: Rett det.\na.md: For stor."
