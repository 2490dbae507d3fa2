"""Spreadsheets and CSV are read row by row, whatever program and habit they come from."""

import datetime
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.blocks import BlockKind, Extract
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers import csv_file, xlsx
from ingest.readers.csv_file import delimiter_of
from tests.support.office_making import edit, members, packed, workbook

LIMITS = Limits()
HEADER = ["Prosjektnavn", "Kommune", "Tilskudd"]
MAPPING = "kolonner:\n  tittel: Prosjektnavn\n  aktorer.navn: Kommune\n  finansiering.belop_nok: Tilskudd\n"
SHEET = "xl/worksheets/sheet1.xml"


def rows(extract: Extract) -> list[tuple[int | None, str]]:
    return [(block.spot.row, block.text) for block in extract.blocks if block.kind is BlockKind.TABLE]


def codes(extract: Extract) -> list[str]:
    return [remark.code for remark in extract.remarks if remark.code != "uten_kolonnefil"]


def csv_of(tmp_path: Path, content: str | bytes) -> Extract:
    file = tmp_path / "liste.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return csv_file.read(file, LIMITS)


def refused(file: Path, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(UnreadableError) as error:
        (csv_file if file.suffix == ".csv" else xlsx).read(file, limits)
    return error.value.reason


def test_rows_carry_sheet_and_number_and_the_names_of_their_columns_though_titles_stand_above(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "a.xlsx",
        {
            "2023": [["Prosjektliste"], [], HEADER, ["Elbiler", "Tolga", 1250000]],
            "2024": [HEADER, ["Heltid", "Os", None]],
        },
    )
    extract = xlsx.read(file, LIMITS)
    assert [(block.kind, block.spot.sheet, block.spot.row, block.text) for block in extract.blocks] == [
        (BlockKind.HEADING, "2023", None, "2023"),
        (BlockKind.PARAGRAPH, "2023", 1, "Prosjektliste."),
        (BlockKind.TABLE, "2023", 4, "Prosjektnavn: Elbiler. Kommune: Tolga. Tilskudd: 1250000."),
        (BlockKind.HEADING, "2024", None, "2024"),
        (BlockKind.TABLE, "2024", 2, "Prosjektnavn: Heltid. Kommune: Os."),
    ]
    assert extract.counts["sheets"] == 2
    suggestion = next(remark.message for remark in extract.remarks if remark.code == "uten_kolonnefil")
    assert "a.kolonner.yml" in suggestion
    assert "finansiering.belop_nok: Tilskudd" in suggestion


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    made: Any = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["Nr", "Andel", "Dato", "Beløp", "Ferdig", "Tid"])
    sheet.append([301, 0.25, datetime.datetime(2021, 5, 4), 2.5, True, datetime.datetime(2021, 5, 4, 9, 30)])
    sheet["A2"].number_format = "0000"
    sheet["B2"].number_format = "0 %"
    made.save(tmp_path / "a.xlsx")
    assert rows(xlsx.read(tmp_path / "a.xlsx", LIMITS)) == [
        (2, "Nr: 0301. Andel: 25 %. Dato: 2021-05-04. Beløp: 2,5. Ferdig: ja. Tid: 2021-05-04 09:30.")
    ]


def test_formulas_give_what_was_computed_and_those_nobody_computed_are_told_of(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "a.xlsx", {"Ark": [["A", "B", "C"], ["=1+1", "=2+2", '=IF(1,"","")'], ["=1/0", "x", "y"]]}
    )
    edit(
        file,
        {
            SHEET: lambda old: (
                old.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
                .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
                .replace(b'<c r="C2">', b'<c r="C2" t="str">')
                .replace(b'<c r="A3"><f>1/0</f><v></v>', b'<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v>')
                .replace(b'<c r="A3"><f>1/0</f><v />', b'<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v>')
            )
        },
    )
    extract = xlsx.read(file, LIMITS)
    assert rows(extract) == [(2, "A: 2."), (3, "B: x. C: y.")]
    said = {remark.code: remark.message for remark in extract.remarks}
    assert "i B2." in said["formel_uten_verdi"]
    assert "i A3." in said["feilverdi"]


def test_hidden_sheets_are_left_out_with_a_remark_and_empty_ones_without(tmp_path: Path) -> None:
    made: Any = openpyxl.Workbook()
    made.active.title = "Vises"
    made.active.append(["Navn", "Antall"])
    made.active.append(["Heltid", 3])
    made.create_sheet("Tomt")
    hidden = made.create_sheet("Rådata")
    hidden.append(["Fødselsnummer"])
    hidden.sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    extract = xlsx.read(tmp_path / "a.xlsx", LIMITS)
    assert "Fødselsnummer" not in str(extract.blocks)
    assert codes(extract) == ["skjult_ark"]
    assert extract.counts["sheets"] == 1


def test_a_cell_merged_over_rows_counts_for_all_of_them(tmp_path: Path) -> None:
    made: Any = openpyxl.Workbook()
    for row in (["Kommune", "Prosjekt"], ["Tolga", "Heltid"], [None, "Ombruk"], ["Os", "Elbil"]):
        made.active.append(row)
    made.active.merge_cells("A2:A3")
    made.save(tmp_path / "a.xlsx")
    assert rows(xlsx.read(tmp_path / "a.xlsx", LIMITS)) == [
        (2, "Kommune: Tolga. Prosjekt: Heltid."),
        (3, "Kommune: Tolga. Prosjekt: Ombruk."),
        (4, "Kommune: Os. Prosjekt: Elbil."),
    ]


def test_a_mapping_beside_the_sheet_makes_experiences_of_its_rows(tmp_path: Path) -> None:
    (tmp_path / "kolonner.yml").write_text(MAPPING, encoding="utf-8")
    file = workbook(
        tmp_path / "a.xlsx",
        {
            "Liste": [["Tittel over"], HEADER, ["Elbiler", "Tolga", "1 250 000,-"], ["Heltid", "Os", 5]],
            "Om": [["Fritekst"]],
        },
    )
    extract = xlsx.read(file, LIMITS)
    assert [(raw.spot.sheet, raw.spot.row, raw.fields["id"]) for raw in extract.experiences] == [
        ("Liste", 3, "tolga-elbiler"),
        ("Liste", 4, "os-heltid"),
    ]
    assert extract.experiences[0].fields["finansiering"] == {"belop_nok": "1250000"}
    assert codes(extract) == ["kolonner_ikke_funnet"]
    assert [block.text for block in extract.blocks] == ["Om", "Fritekst."]


def test_columns_the_mapping_misses_or_leaves_out_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "kolonner.yml").write_text(MAPPING + "  status: Statuss\n", encoding="utf-8")
    extract = csv_of(tmp_path, "Prosjektnavn;Kommune;Tilskudd;Status;Merknad\nElbiler;Tolga;5;pågår;x\n")
    said = {remark.code: remark.message for remark in extract.remarks}
    assert "«Statuss»" in said["mangler_kolonne"]
    assert "Mente du «Status»?" in said["mangler_kolonne"]
    assert "«Merknad»" in said["ulest_kolonne"]


def test_a_mapping_that_cannot_be_used_stops_its_list_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "liste.kolonner.yml").write_text("kolonner:\n  tittell: A\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"liste\.kolonner\.yml, linje 2") as error:
        csv_of(tmp_path, "A;B\n1;2\n")
    assert error.value.reason is Reason.INVALID


@pytest.mark.parametrize("limits", [Limits(rows=5), Limits(columns=2)])
def test_too_many_rows_or_columns_have_a_name_of_their_own(tmp_path: Path, limits: Limits) -> None:
    table = [["A", "B", "C"], *([str(number), "x", "y"] for number in range(9))]
    reason = Reason.TOO_MANY_ROWS if limits.rows == 5 else Reason.TOO_MANY_COLUMNS
    assert refused(workbook(tmp_path / "a.xlsx", {"Ark": table}), limits) is reason
    (tmp_path / "a.csv").write_text("\n".join(";".join(row) for row in table), encoding="utf-8")
    assert refused(tmp_path / "a.csv", limits) is reason


def test_a_csv_of_200_columns_is_refused_but_not_one_whose_last_100_are_empty(tmp_path: Path) -> None:
    wide = tmp_path / "a.csv"
    wide.write_text(";".join(f"K{number}" for number in range(200)) + "\n" + ";".join("1" * 200), encoding="utf-8")
    assert refused(wide) is Reason.TOO_MANY_COLUMNS
    empty = "A;B" + ";" * 198 + "\n" + "1;2" + ";" * 198 + "\n"
    assert rows(csv_of(tmp_path, empty)) == [(2, "A: 1. B: 2.")]


def test_one_sheet_that_is_too_large_does_not_cost_the_others(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {"Bred": [list("ABCD"), list("1234")], "God": [["A", "B"], ["1", "2"]]})
    extract = xlsx.read(file, Limits(columns=3))
    assert rows(extract) == [(2, "A: 1. B: 2.")]
    assert Reason.TOO_MANY_COLUMNS.value in codes(extract)


@pytest.mark.parametrize("row", [b"1048577", b"99999999999"])
def test_a_sheet_that_claims_impossible_rows_takes_no_time(tmp_path: Path, row: bytes) -> None:
    file = workbook(tmp_path / "a.xlsx", {"Ark": [["Navn", "Antall"], ["Heltid", "3"], ["Langt nede", "1"]]})
    edit(
        file,
        {
            SHEET: lambda old: (
                old.replace(b'<row r="3"', b'<row r="' + row + b'"')
                .replace(b'ref="A1:B3"', b'ref="A1:XFD1048576"')
                .replace(b'r="A3"', b'r="A1048577"')
                .replace(b'r="B3"', b'r="B1048577"')
            )
        },
    )
    assert rows(xlsx.read(file, LIMITS)) == [(2, "Navn: Heltid. Antall: 3.")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_though_other_delimiters_stand_in_the_text(tmp_path: Path, delimiter: str) -> None:
    def quoted(cell: str) -> str:
        return f'"{cell}"' if delimiter in cell else cell

    table = [
        ["Prosjekt", "Kommune", "Beløp"],
        ["Elbiler, ladere, sykler, hjelmer, låser, pumper, lys, vesker, kurver, klokker, sadler", "Tolga", "1,5"],
        ["Heltid; og deltid", "Os", "2,25"],
        ["Ombruk | gjenbruk", "Bø", "3,0"],
    ]
    text = "\n".join(delimiter.join(map(quoted, row)) for row in table)
    assert delimiter_of(text) == delimiter
    assert rows(csv_of(tmp_path, text))[1] == (3, "Prosjekt: Heltid; og deltid. Kommune: Os. Beløp: 2,25.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman", "cp850"])
def test_every_encoding_in_use_gives_the_same_letters(tmp_path: Path, encoding: str) -> None:
    text = "Prosjekt;Kommune\nÅpen skole på øya for små og store;Bø\nKjøring på kveld;Ås\nNærmiljø;Træna\n"
    assert rows(csv_of(tmp_path, text.encode(encoding)))[0] == (
        2,
        "Prosjekt: Åpen skole på øya for små og store. Kommune: Bø.",
    )


def test_csv_keeps_cells_with_line_breaks_whole_and_counts_rows_as_a_spreadsheet_does(tmp_path: Path) -> None:
    extract = csv_of(tmp_path, 'sep=;\r\nNavn;Tekst\r\n"To\r\nlinjer";"Han sa ""ja"""\r\n\r\nNeste;rad\r\n')
    assert rows(extract) == [(2, 'Navn: To linjer. Tekst: Han sa "ja".'), (4, "Navn: Neste. Tekst: rad.")]


def test_ragged_rows_and_quotation_marks_that_do_not_add_up_are_told_of(tmp_path: Path) -> None:
    ragged = csv_of(tmp_path, "A;B\n1;2;3\n4\n5;6\n")
    assert rows(ragged) == [(2, "A: 1. B: 2. 3."), (3, "A: 4."), (4, "A: 5. B: 6.")]
    assert codes(ragged) == ["ujevn_rad"]
    broken = csv_of(tmp_path, 'A;B\n"Åpent anførselstegn;2\n3;4\n')
    assert rows(broken) == [(2, "A: Åpent anførselstegn. B: 2."), (3, "A: 3. B: 4.")]
    assert codes(broken) == ["anforselstegn"]


def test_formulas_in_csv_are_no_text_but_numbers_kept_as_text_are(tmp_path: Path) -> None:
    extract = csv_of(tmp_path, 'Nr;Sum;Merknad\n"=""0301""";=SUM(A1:A9);-5 %\n')
    assert rows(extract) == [(2, "Nr: 0301. Merknad: -5 %.")]
    assert codes(extract) == ["formel_uten_verdi"]


def test_equal_and_missing_column_names_are_told_apart(tmp_path: Path) -> None:
    assert rows(csv_of(tmp_path, "Navn;;Navn;Sted\nA;B;C;D\n")) == [(2, "Navn: A. Kolonne B: B. Navn (2): C. Sted: D.")]


def test_a_list_without_column_names_is_read_without_them(tmp_path: Path) -> None:
    assert rows(csv_of(tmp_path, "1;2;3\n4;5;6\n")) == [(1, "1. 2. 3."), (2, "4. 5. 6.")]


def test_a_workbook_without_content_says_so(tmp_path: Path) -> None:
    assert refused(workbook(tmp_path / "a.xlsx", {"Tomt": []})) is Reason.NO_TEXT


def test_what_openpyxl_warns_of_does_not_reach_the_user(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {"Ark": [["A", "B"], ["1", "2"]]})
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    edit(file, {SHEET: lambda old: old.replace(b"</worksheet>", extension)})
    assert rows(xlsx.read(file, LIMITS)) == [(2, "A: 1. B: 2.")]


def test_what_openpyxl_prints_of_damaged_styles_does_not_reach_the_user(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "a.xlsx", {"Ark": [["A", "B"], ["1", "2"]]})
    edit(file, {"xl/styles.xml": lambda old: re.sub(rb'(<cellStyle [^>]*xfId=)"0"', rb'\1"77"', old)})
    assert refused(file) is Reason.DAMAGED
    assert capsys.readouterr().out == ""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made: Any = openpyxl.Workbook()
    for row in (["Navn", "Dato", "Sum"], ["Heltid", datetime.date(2021, 5, 4), "=1+1"], ["Ombruk", 0.5, True]):
        made.active.append(row)
    made.active.merge_cells("A2:A3")
    path = tmp_path_factory.mktemp("book") / "small.xlsx"
    made.save(path)
    return members(path)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_wrong_with_a_workbook_only_a_named_refusal_comes_out(
    tmp_path: Path, small: dict[str, bytes], data: st.DataObject
) -> None:
    content = dict(small)
    name = data.draw(st.sampled_from(sorted(set(content) - {"xl/theme/theme1.xml"})))
    at = data.draw(st.integers(0, len(content[name])))
    length = data.draw(st.integers(0, 200))
    content[name] = content[name][:at] + data.draw(st.binary(max_size=20)) + content[name][at + length :]
    file = tmp_path / "fuzzed.xlsx"
    file.write_bytes(packed(content))
    _read_or_refuse(file)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.text(alphabet=';,\t|"\n\r= ab1å', max_size=200).map(str.encode)))
def test_whatever_stands_in_a_csv_file_only_a_named_refusal_comes_out(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "fuzzed.csv"
    file.write_bytes(content)
    _read_or_refuse(file)


def _read_or_refuse(file: Path) -> None:
    try:
        extract = (csv_file if file.suffix == ".csv" else xlsx).read(file, LIMITS)
    except UnreadableError as refusal:
        assert refusal.reason in Reason
    else:
        assert extract.blocks
        assert all(block.text for block in extract.blocks)
