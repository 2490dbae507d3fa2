"""A row of a project list becomes an experience like any other, and what is wrong with it is said by row and column."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from ingest.blocks import Extract, RawExperience
from ingest.experience_file import experience_text, read_experience
from ingest.limits import Limits
from ingest.mapping_suggestions import suggest_mapping
from ingest.problems import FileRejectedError
from ingest.readers.csv_file import read
from ingest.row_mapping import is_mapping_file, load_mapping, mapping_file, target_of
from ingest.rows import COLUMNS, fields_of, solution_of
from kunnskapsbase.document import Spot
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import Role
from tests.ingest.conftest import CORPUS

GUIDE = (CORPUS.parent / "docs" / "prosjektlister.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```(csv|yaml)\n(.*?)```", GUIDE, re.DOTALL))


def listed(tmp_path: Path, table: str = EXAMPLES["csv"], mapping: str = EXAMPLES["yaml"]) -> Extract:
    file = tmp_path / "prosjekter.csv"
    file.write_text(table, encoding="utf-8")
    (tmp_path / "prosjekter.kolonner.yml").write_text(mapping, encoding="utf-8")
    return read(file, Limits())


def messages(raw: RawExperience, register: MunicipalityRegister) -> list[str]:
    with pytest.raises(FileRejectedError) as rejected:
        solution_of(raw, "prosjekter.csv", register)
    return [str(problem) for problem in rejected.value.problems]


def fields(tmp_path: Path, mapping: str, **cells: str) -> dict[str, Any]:
    (tmp_path / "kolonner.yml").write_text(mapping, encoding="utf-8")
    return fields_of(load_mapping(tmp_path / "kolonner.yml"), cells)


def test_the_example_of_the_guide_gives_two_experiences_that_live_on_as_markdown(
    tmp_path: Path, register: MunicipalityRegister
) -> None:
    extract = listed(tmp_path)
    solutions = [solution_of(raw, "prosjekter.csv", register) for raw in extract.experiences]
    assert [(raw.spot.row, solution.id) for raw, solution in zip(extract.experiences, solutions, strict=True)] == [
        (3, "asker-ombruk-av-mobler"),
        (4, "tolga-felles-turnus"),
    ]
    assert [solution.funding.amount_nok for solution in solutions if solution.funding] == [250_000, 1_250_000]
    assert [solution.status.value for solution in solutions] == ["gjennomført", "pågår"]
    assert [solution.participants[0].kommunenummer for solution in solutions] == [("3203",), ("3426",)]
    for solution in solutions:
        copy = tmp_path / f"{solution.id}.md"
        copy.write_text(experience_text(solution), encoding="utf-8")
        assert read_experience(copy, register) == solution


def test_the_template_is_a_mapping_that_can_be_read() -> None:
    mapping = load_mapping(CORPUS / "mal" / "kolonner.yml")
    assert mapping.sheets == ("Prosjekter",)
    assert mapping.header_row == 1
    assert {str(target) for target in mapping.columns} >= {"tittel", "aktorer[1].navn", "aktorer[2].navn", "kilde.url"}


def test_what_is_wrong_is_said_with_row_and_column_and_the_other_rows_go_on(
    tmp_path: Path, register: MunicipalityRegister
) -> None:
    table = (
        EXAMPLES["csv"].replace("I gang", "I god gjenge").replace("3426", "9999").replace("Mange arbeidet deltid.", "")
    )
    good, bad = listed(tmp_path, table).experiences
    assert solution_of(good, "prosjekter.csv", register).title == "Ombruk av møbler"
    said = messages(bad, register)
    assert len(said) == 3
    assert all("Rad 4" in message and message.startswith("prosjekter.csv: ") for message in said)
    assert any("kolonnen «Bakgrunn» (utfordring) er tom" in message for message in said)
    assert any("kolonnen «Kommunenr»" in message and "9999" in message for message in said)
    assert any("kolonnen «Status»" in message and "I god gjenge".casefold() in message for message in said)


def test_a_required_field_that_no_column_gives_is_asked_for_in_the_mapping(
    tmp_path: Path, register: MunicipalityRegister
) -> None:
    mapping = EXAMPLES["yaml"].replace("  maalform: nb\n", "")
    said = messages(listed(tmp_path, mapping=mapping).experiences[0], register)
    assert said == [
        "prosjekter.csv: Rad 3: feltet «maalform» mangler. Legg det til under «kolonner» eller «fast» i kolonnefilen."
    ]


def test_two_rows_with_the_same_title_and_municipality_are_told_of_and_the_first_is_taken(tmp_path: Path) -> None:
    rows = EXAMPLES["csv"].splitlines()
    extract = listed(tmp_path, "\n".join([*rows, rows[2]]))
    assert len(extract.experiences) == 2
    assert [(remark.code, remark.spot.row) for remark in extract.remarks] == [("samme_id", 5)]


def test_a_line_of_jsonl_is_told_of_by_its_line(register: MunicipalityRegister) -> None:
    raw = RawExperience(Spot(row=12), {"id": "a", "tittel": "A", "utfordring": "B", "losning": "C"})
    assert all(message.startswith("a.jsonl, linje 12: ") for message in _told(raw, register))


def _told(raw: RawExperience, register: MunicipalityRegister) -> list[str]:
    with pytest.raises(FileRejectedError) as rejected:
        solution_of(raw, "a.jsonl", register)
    return [str(problem) for problem in rejected.value.problems]


def test_several_names_in_a_cell_are_several_actors_with_their_own_numbers(
    tmp_path: Path, register: MunicipalityRegister
) -> None:
    table = EXAMPLES["csv"].replace("Tolga;3426", '"Tolga; Os";"3426; 3430"')
    assert '"Tolga; Os"' in table
    solution = solution_of(listed(tmp_path, table).experiences[1], "prosjekter.csv", register)
    assert [(one.name, one.kommunenummer) for one in solution.participants] == [("Tolga", ("3426",)), ("Os", ("3430",))]


def test_a_municipality_given_by_number_alone_is_named(tmp_path: Path, register: MunicipalityRegister) -> None:
    mapping = EXAMPLES["yaml"].replace("  aktorer.navn: Kommune\n", "")
    table = EXAMPLES["csv"].replace("3203", "301")
    solution = solution_of(listed(tmp_path, table, mapping).experiences[0], "prosjekter.csv", register)
    assert [(one.name, one.kommunenummer) for one in solution.participants] == [("Oslo kommune", ("0301",))]


def test_partners_come_from_their_own_column_and_are_left_out_where_it_is_empty(tmp_path: Path) -> None:
    mapping = """\
kolonner:
  tittel: T
  aktorer.navn: K
  aktorer[2].navn: P
fast:
  aktorer[2].type: kommune
  aktorer[2].rolle: partner
skille:
  aktorer[2].navn: ','
"""
    alone = fields(tmp_path, mapping, T="Heltid", K="Tolga", P="")
    several = fields(tmp_path, mapping, T="Heltid", K="Tolga", P="Os, Tynset")
    assert alone["aktorer"] == [{"navn": "Tolga"}]
    assert [(one["navn"], one.get("rolle")) for one in several["aktorer"]] == [
        ("Tolga", None),
        ("Os", Role.PARTNER.value),
        ("Tynset", Role.PARTNER.value),
    ]
    assert several[COLUMNS]["aktorer[3].navn"] == "«P»"


def test_cells_are_read_as_the_field_they_are_for(tmp_path: Path) -> None:
    mapping = """\
kolonner:
  tittel: T
  losning: [A, B]
  tema: E
  aar_start: S
  gevinster.tall: G
  kilde.dato: D
  id: I
"""
    read_fields = fields(
        tmp_path,
        mapping,
        T="Heltid\ni turnus",
        A="Først.\nSå.",
        B="Til slutt.",
        E="turnus, heltid; vakt",
        S="04.05.2021",
        G="1 234,5",
        D="4.5.2021",
        I="Sak 12/345",
    )
    assert read_fields == {
        "tittel": "Heltid i turnus",
        "losning": "Først.\n\nSå.\n\nTil slutt.",
        "tema": ["turnus", "heltid", "vakt"],
        "aar_start": "2021",
        "gevinster": [{"tall": "1234.5"}],
        "kilde": {"dato": "2021-05-04"},
        "id": "sak-12-345",
        COLUMNS: read_fields[COLUMNS],
    }


def test_the_id_stays_the_same_while_title_and_municipality_do(tmp_path: Path) -> None:
    mapping = "kolonner:\n  tittel: T\n  aktorer.navn: K\n  losning: L\n"
    first = fields(tmp_path, mapping, T="Ærlig ombruk på Å", K="Bø kommune", L="En")
    again = fields(tmp_path, mapping, T="Ærlig ombruk på Å", K="Bø kommune", L="Noe helt annet")
    named = fields(tmp_path, mapping, T="Asker brukte møblene om igjen", K="Asker", L="En")
    assert first["id"] == again["id"] == "bo-aerlig-ombruk-pa-a"
    assert named["id"] == "asker-brukte-moblene-om-igjen"


def test_an_empty_row_is_no_experience(tmp_path: Path) -> None:
    assert fields(tmp_path, "kolonner:\n  tittel: T\nfast:\n  maalform: nb\n", T="", ANNET="fylt") == {}


@pytest.mark.parametrize(
    ("mapping", "line", "said"),
    [
        ("kolonner:\n  tittell: T\n", 2, "Mente du «tittel»?"),
        ("kolonner:\n  tittel: T\n  kilde: U\n", 3, "feltet kilde har delene"),
        ("kolonner:\n  tittel: T\n  tittel.navn: U\n", 3, "uten tall og punktum"),
        ("kolonner:\n  tittel: T\nfasst:\n  maalform: nb\n", 3, "Mente du «fast»?"),
        ("kolonner:\n  tittel:\n", 2, "skal være navnet på en kolonne"),
        ("kolonner:\n  tittel: T\nverdier:\n  status: pågår\n", 4, "det som står i listen"),
        ("fast:\n  maalform: nb\n", 1, "«kolonner» mangler"),
        ("kolonner:\n  tittel: T\noverskriftsrad: tre\n", 3, "nummeret på raden"),
        ("kolonner:\n  tittel: &a T\n  losning: *a\n", 3, "Henvisninger"),
        ("kolonner:\n\ttittel: T\n", 2, "Kolonnefilen kan ikke leses"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said_by_line(tmp_path: Path, mapping: str, line: int, said: str) -> None:
    path = tmp_path / "kolonner.yml"
    path.write_text(mapping, encoding="utf-8")
    with pytest.raises(FileRejectedError) as rejected:
        load_mapping(path)
    assert any(problem.line == line and said in problem.message for problem in rejected.value.problems), str(
        rejected.value
    )


def test_a_lists_own_mapping_goes_before_that_of_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "prosjekter.xlsx"
    assert mapping_file(file) is None
    for name in ("kolonner.yml", "prosjekter.kolonner.yml", "prosjekter.xlsx.kolonner.yml"):
        shutil.copy(CORPUS / "mal" / "kolonner.yml", tmp_path / name)
        found = mapping_file(file)
        assert found is not None
        assert found.name == name
        assert is_mapping_file(found)
    assert not is_mapping_file(file)


def test_fields_are_named_as_in_the_template_and_others_are_not_taken() -> None:
    assert str(target_of("aktorer.navn")) == "aktorer[1].navn"
    assert str(target_of("kilde.url")) == "kilde.url"
    for name in ("aktorer[0].navn", "kilde[2].url", "navn", "kilde.adresse", "", "a b"):
        assert isinstance(target_of(name), str), name


def test_a_mapping_is_suggested_from_the_names_of_the_columns_but_never_for_persons() -> None:
    suggested = suggest_mapping(["Prosjektnavn", "Kommune", "Tilskudd (kr)", "Kontaktperson", "Merknad", "E-post"])
    assert suggested["kolonner"] == {
        "tittel": "Prosjektnavn",
        "aktorer.navn": "Kommune",
        "finansiering.belop_nok": "Tilskudd (kr)",
    }
    assert suggested["ikke_plassert"] == ["Kontaktperson", "Merknad", "E-post"]
    assert "losning" in suggested["mangler"]
