"""What is said of a document beside its text: who may say it, in which order, and what is refused."""

from pathlib import Path

import pytest

from ingest.blocks import Block, BlockKind
from ingest.catalogue import Match, match, read_catalogue
from ingest.metadata import Metadata, from_file, from_options
from ingest.problems import FileRejectedError
from ingest.report_catalogue import Report
from ingest.sidecar import documents_of, read_sidecar, sidecar_of
from kunnskapsbase.document import DocumentKind
from kunnskapsbase.errors import InputError
from tests.ingest.conftest import CORPUS, SOURCE

SHA = "a" * 64


def note(folder: Path, text: str, name: str = "rapport.pdf.yml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_what_comes_first_counts_field_by_field() -> None:
    told = from_options({"title": "Min tittel", "kind": "rapport", "url": None})
    beside = Metadata(title="Notatets", publisher="KS", url="https://ks.no")
    assert told.over(beside) == Metadata("Min tittel", "KS", "https://ks.no", None, DocumentKind.REPORT)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"url": "www.ks.no"}, "--url"),
        ({"date": "i fjor"}, "--date"),
        ({"kind": "bok"}, "--kind.*rapport"),
        ({"title": " "}, "--title"),
    ],
)
def test_an_option_that_cannot_be_used_is_named(values: dict[str, str | None], says: str) -> None:
    with pytest.raises(InputError, match=says):
        from_options(values)


def test_the_note_beside_a_file_is_found_by_either_name_and_back(tmp_path: Path) -> None:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(b"%PDF")
    assert sidecar_of(file) is None
    for name in ("rapport.kilde.yml", "rapport.pdf.yml"):
        beside = note(tmp_path, "tittel: T\n", name)
        assert sidecar_of(file) == beside
        assert documents_of(beside) == [file]
    assert documents_of(file) == []


def test_a_note_says_who_made_it_and_where_it_is(tmp_path: Path) -> None:
    text = "tittel: 'Tiltak: del 2'\nutgiver: KS\nurl: https://ks.no/a.pdf\ndato: 2020-05\ntype: rapport\nwebinar: w\n"
    told = read_sidecar(note(tmp_path, text))
    assert told == Metadata("Tiltak: del 2", "KS", "https://ks.no/a.pdf", "2020-05", DocumentKind.REPORT, "w")


def test_what_is_wrong_with_a_note_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FileRejectedError) as refused:
        read_sidecar(note(tmp_path, "titel: T\nurl: ftp://x\ntype: bok\n"))
    told = {problem.line: problem.message for problem in refused.value.problems}
    assert told.keys() == {1, 2, 3}
    assert "Mente du «tittel»" in told[1]
    with pytest.raises(FileRejectedError) as refused:
        read_sidecar(note(tmp_path, "tittel: T\n  url: [\n"))
    assert refused.value.problems[0].line in {1, 2}


def test_a_file_may_say_things_of_itself_and_nonsense_is_left_out() -> None:
    heading = Block(BlockKind.HEADING, "Første overskrift", level=1)
    said = from_file({"tittel": "Egen tittel", "dato": "D:2017", "utgiver": " "}, [heading], "fil")
    assert said == Metadata(title="Egen tittel")
    assert from_file({}, [heading], "fil").title == "Første overskrift"
    assert from_file({}, [], "min-fil_2").title == "min fil 2"


@pytest.mark.skipif(not (SOURCE / "rapporter").is_dir(), reason="the reports lie beside the repository")
def test_each_of_the_five_reports_is_known_by_its_name_and_no_two_are_one() -> None:
    reports = read_catalogue(CORPUS)
    found = [match(reports, file.stem, SHA) for file in sorted((SOURCE / "rapporter").glob("*.txt"))]
    assert [each.report.id for each in found if each] == [
        "difi-2017-01",
        "innst-en-innovativ-offentlig-sektor",
        "kmd-brev-meld-st-30",
        "ks-innovativ-og-digital-kommunal-sektor",
        "telemarksforsking-2020-smaa-distriktskommuner",
    ]
    assert all(each and each.by_name for each in found)


def _report(report_id: str, sha256: str | None = None) -> Report:
    return Report(id=report_id, title="T", publisher="U", sha256=sha256)


def test_the_hash_counts_for_more_than_the_name() -> None:
    reports = [_report("a-b-c"), _report("d-e-f", SHA)]
    assert match(reports, "a-b-c", SHA) == Match(reports[1], by_name=False)
    assert match(reports, "a-b-c", "other") == Match(reports[0], by_name=True)


@pytest.mark.parametrize(
    "name",
    [
        "rapport",
        "difi-2017",
        "01-2017-difi",
        "difi-2017-02-noe-annet",
        "difi-2017-01-vedlegg-om-noe-helt-annet-enn-den",
        "notat-om-tall",
    ],
)
def test_a_name_that_is_not_near_enough_is_no_match(name: str) -> None:
    assert match([_report("difi-2017-01")], name, SHA) is None


def test_where_two_reports_fit_equally_well_none_is_taken() -> None:
    reports = [_report("ks-digital-kommune"), _report("digital-kommune-2021")]
    assert match(reports, "ks-digital-kommune-2021", SHA) is None
    longer = _report("ks-digital-kommune-2021-del")
    assert match([*reports, longer], "ks-digital-kommune-2021-del-b", SHA) == Match(longer, by_name=True)
