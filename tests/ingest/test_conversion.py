"""The conversion fills the corpus, and runs again without touching what people have changed."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ingest.conversion_log import ConversionReport
from ingest.convert import REGISTER_FILES, convert
from ingest.experience_file import read_experience, read_webinar
from ingest.network_file import read_network
from ingest.unlinked import write_unlinked_report
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import load_register
from tests.ingest.conftest import CORPUS, SOURCE

RECORDS = [
    {
        "id": f"erfaring-{number}",
        "tittel": f"Erfaring {number}",
        "aktorer": [{"navn": name, "type": "kommune", "rolle": "initiativtaker"}],
        "utfordring": "Det var vanskelig.",
        "losning": "Det ble lettere.",
        "gevinster": [],
        "erfaringer": None,
        "forutsetninger": None,
        "finansiering": None,
        "status": "ukjent",
        "aar_start": None,
        "aar_slutt": None,
        "sektor": "teknisk",
        "tema": ["vann"],
        "innovasjonstype": "prosess",
        "maalform": "nb",
        "kilde": {"url": "https://a.no", "tittel": "A", "utgiver": "B", "type": "nyhet", "dato": None},
        "kontakt": None,
    }
    for number, name in ((1, "Asker kommune"), (2, "Lenvik kommune"), (3, "Herøy kommune"))
]
WEBINARS: list[dict[str, Any]] = [
    {
        "tittel": "Økt læring på Ås",
        "arrangor": ["KS", "NVE"],
        "dato": "2021-02-03",
        "url": "https://a.no",
        "tema": ["x"],
    },
    {"tittel": "Økt læring på Ås", "arrangor": "KS", "dato": "2021-02-03", "url": "https://b.no", "program": []},
    {"tittel": "Uten dato", "arrangor": None, "dato": None, "url": "https://c.no"},
]


class Collected:
    """The collected records in a folder of their own, to be corrected, and the corpus made of them."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "innsamlet"
        self.corpus = folder / "corpus"
        (self.source / "erfaringer").mkdir(parents=True)
        (self.source / "kommuner").mkdir()
        for name in REGISTER_FILES:
            shutil.copy(CORPUS / "kommuner" / name, self.source / "kommuner" / name)
        self.records = json.loads(json.dumps(RECORDS))
        self.webinars = json.loads(json.dumps(WEBINARS))

    def convert(self) -> ConversionReport:
        for name, records in (("erfaringer", self.records), ("webinarer", self.webinars)):
            lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            (self.source / "erfaringer" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        return convert(self.source, self.corpus)

    def file(self, number: int) -> Path:
        return self.corpus / "erfaringer" / f"erfaring-{number}.md"

    def edit(self, number: int, old: str, new: str) -> str:
        text = self.file(number).read_text(encoding="utf-8")
        assert old in text
        self.file(number).write_text(text.replace(old, new), encoding="utf-8")
        return self.file(number).read_text(encoding="utf-8")


@pytest.fixture
def collected(tmp_path: Path) -> Collected:
    collected = Collected(tmp_path)
    collected.convert()
    return collected


def everything(corpus: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(corpus).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in corpus.rglob("*")
        if path.is_file() and path.name not in ("UKOBLET.md", ".konvertering.json")
    }


def test_a_first_run_writes_a_file_for_each_record_and_the_register(tmp_path: Path) -> None:
    fresh = Collected(tmp_path)
    report = fresh.convert()
    assert len(report.new) == len(report.written) == 3 + 3 + 49 + len(REGISTER_FILES)
    assert report.problems == []
    register = load_register(fresh.corpus / "kommuner")
    assert read_experience(fresh.file(2), register).participants[0].kommunenummer == ("5530",)


def test_webinars_get_ids_of_plain_letters_that_differ(collected: Collected) -> None:
    paths = list((collected.corpus / "webinarer").glob("*.md"))
    stems = {path.stem for path in paths}
    assert stems == {"okt-laering-pa-as-2021-02-03", "okt-laering-pa-as-2021-02-03-2", "uten-dato"}
    assert {read_webinar(path).organiser for path in paths} == {"KS og NVE", "KS", None}


def test_a_second_run_writes_nothing(collected: Collected) -> None:
    before = everything(collected.corpus)
    log = (collected.corpus / ".konvertering.json").read_bytes()
    report = collected.convert()
    assert report.written == []
    assert len(report.unchanged) == len(before)
    assert everything(collected.corpus) == before
    assert (collected.corpus / ".konvertering.json").read_bytes() == log


def test_a_correction_in_the_source_flows_into_a_file_nobody_has_touched(collected: Collected) -> None:
    collected.records[0]["tittel"] = "En riktigere tittel"
    collected.records[0]["kontroll"] = {"dato": "2026-11-20", "funnet": True, "rettet": ["tittel"]}
    report = collected.convert()
    assert report.updated == ["erfaringer/erfaring-1.md"]
    text = collected.file(1).read_text(encoding="utf-8")
    assert "tittel: En riktigere tittel\n" in text
    assert "nivaa: kontrollert" in text
    assert collected.convert().written == []


def test_a_file_that_people_have_edited_is_never_written(collected: Collected) -> None:
    edited = collected.edit(1, "Det ble lettere.", "Det ble mye lettere.")
    report = collected.convert()
    assert report.edited == {"erfaringer/erfaring-1.md": ()}
    assert collected.file(1).read_text(encoding="utf-8") == edited


def test_what_the_source_has_changed_since_an_edit_is_named_until_it_is_carried_over(collected: Collected) -> None:
    collected.edit(1, "Det ble lettere.", "Det ble mye lettere.")
    collected.records[0]["tittel"] = "En riktigere tittel"
    collected.records[0]["aar_start"] = 2020
    collected.records[0]["kontroll"] = {"dato": "2026-11-20", "funnet": False, "rettet": []}
    report = collected.convert()
    assert report.edited == {"erfaringer/erfaring-1.md": ("aar_start", "kontroll", "tittel")}
    assert "før over for hånd: aar_start, kontroll, tittel" in str(report)
    collected.edit(1, "tittel: Erfaring 1", "tittel: En riktigere tittel")
    assert collected.convert().edited == {"erfaringer/erfaring-1.md": ("aar_start", "kontroll")}
    collected.edit(1, "status: ukjent", "status: ukjent\naar_start: 2020")
    collected.edit(1, "nivaa: lest", "nivaa: lest\n  dato: '2026-11-20'\n  kilde_funnet: false")
    assert collected.convert().edited == {"erfaringer/erfaring-1.md": ()}


def test_an_edit_that_is_taken_back_gives_the_file_back_to_the_script(collected: Collected) -> None:
    collected.edit(1, "Det ble lettere.", "Det ble mye lettere.")
    collected.convert()
    collected.edit(1, "Det ble mye lettere.", "Det ble lettere.")
    collected.records[0]["tittel"] = "En riktigere tittel"
    assert collected.convert().updated == ["erfaringer/erfaring-1.md"]


def test_windows_line_ends_are_not_taken_for_an_edit(collected: Collected) -> None:
    collected.file(1).write_bytes(collected.file(1).read_bytes().replace(b"\n", b"\r\n"))
    assert collected.convert().edited == {}
    collected.records[0]["tittel"] = "En riktigere tittel"
    assert collected.convert().updated == ["erfaringer/erfaring-1.md"]


def test_a_file_that_people_have_deleted_is_not_brought_back(collected: Collected) -> None:
    collected.file(1).unlink()
    collected.records[0]["tittel"] = "En riktigere tittel"
    report = collected.convert()
    assert report.deleted == ["erfaringer/erfaring-1.md"]
    assert not collected.file(1).exists()
    assert collected.convert().deleted == ["erfaringer/erfaring-1.md"]


def test_a_record_gone_from_the_source_leaves_its_file_in_place(collected: Collected) -> None:
    del collected.records[0]
    report = collected.convert()
    assert report.gone_from_source == ["erfaringer/erfaring-1.md"]
    assert collected.file(1).exists()


def test_a_file_that_people_have_added_is_theirs(collected: Collected) -> None:
    text = collected.file(1).read_text(encoding="utf-8").replace("erfaring-1", "erfaring-4")
    collected.file(4).write_text(text, encoding="utf-8")
    collected.records.append({**RECORDS[0], "id": "erfaring-4", "tittel": "Kildens egen"})
    assert collected.convert().edited == {"erfaringer/erfaring-4.md": ()}
    assert collected.file(4).read_text(encoding="utf-8") == text


def test_a_register_that_people_have_corrected_is_kept_and_used(collected: Collected) -> None:
    path = collected.corpus / "kommuner" / "kommuner.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",Asker,Asker,", ",Askeland,Askeland,"), encoding="utf-8")
    report = collected.convert()
    assert "kommuner/kommuner.csv" in report.edited
    assert "erfaringer/erfaring-1.md" in report.updated
    assert "Asker er tidligere kommune, fra 2024 Askeland" in collected.file(1).read_text(encoding="utf-8")


def test_a_record_that_does_not_fit_is_reported_with_its_line_and_stops_nothing(collected: Collected) -> None:
    collected.records[1]["sektor"] = "finnes-ikke"
    collected.records.append({**RECORDS[0]})
    collected.records.append({**RECORDS[0], "id": "ny"})
    report = collected.convert()
    assert [(problem.line, problem.message.split(".")[0]) for problem in report.problems] == [
        (2, "Posten passer ikke til modellen og er ikke tatt med"),
        (4, "id «erfaring-1» står også på linje 1; denne linjen er ikke tatt med"),
    ]
    assert report.new == ["erfaringer/ny.md"]


def test_an_edited_file_that_cannot_be_read_is_reported(collected: Collected) -> None:
    collected.edit(1, "sektor: teknisk", "sektor: vann")
    collected.records[0]["tittel"] = "En riktigere tittel"
    report = collected.convert()
    assert report.edited == {"erfaringer/erfaring-1.md": ("tittel",)}
    assert any("sektor: «vann»" in problem.message for problem in report.problems)
    assert "erfaring-3" in (collected.corpus / "UKOBLET.md").read_text(encoding="utf-8")


def test_the_page_of_unlinked_actors_follows_what_people_correct(collected: Collected) -> None:
    page = collected.corpus / "UKOBLET.md"
    assert "## Ukoblede kommuner (1)" in page.read_text(encoding="utf-8")
    text = collected.file(3).read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if "kobling:" in line)
    collected.edit(3, line, "    kommunenummer: ['1818']\n    kobling: bekreftet av kommunen | på telefon")
    assert write_unlinked_report(collected.corpus, load_register(collected.corpus / "kommuner")) == []
    text = page.read_text(encoding="utf-8")
    assert "Ukoblede kommuner" not in text
    assert "| Herøy kommune | 1818 | bekreftet av kommunen \\| på telefon |" in text


def test_a_folder_that_lacks_the_records_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"kommuner\.csv"):
        convert(tmp_path, tmp_path / "corpus")


def test_a_damaged_log_stops_the_run_before_anything_is_written(collected: Collected) -> None:
    (collected.corpus / ".konvertering.json").write_text("<<<<<<< HEAD\n{}", encoding="utf-8")
    before = everything(collected.corpus)
    with pytest.raises(InputError, match="forrige innsjekking"):
        collected.convert()
    assert everything(collected.corpus) == before


def test_a_row_of_the_regional_councils_becomes_a_network_with_the_years_it_tells(collected: Collected) -> None:
    register = load_register(collected.corpus / "kommuner")
    network = read_network(collected.corpus / "nettverk" / "polarsirkelradet-indre-helgeland-ipr.md", register)
    assert [(each.name, each.since) for each in network.members][-2:] == [("Rana", None), ("Træna", 2023)]
    (source,) = network.sources
    assert (source.title, source.publisher, source.year) == (None, "ihr.no", 2024)


def test_a_council_that_people_have_edited_is_kept_and_what_the_table_has_changed_is_named(
    collected: Collected,
) -> None:
    file = collected.corpus / "nettverk" / "polarsirkelradet-indre-helgeland-ipr.md"
    text = file.read_text(encoding="utf-8").replace("sikkerhet: ok", "sikkerhet: usikker")
    file.write_text(text, encoding="utf-8")
    table = collected.source / "kommuner" / "regionraad.csv"
    rows = table.read_text(encoding="utf-8")
    table.write_text(rows.replace(",2024,ok,Træna fra 01.12.2023,", ",2025,eldre,Træna fra 01.12.2023,"), "utf-8")
    report = collected.convert()
    assert report.edited == {"nettverk/polarsirkelradet-indre-helgeland-ipr.md": ("kilde_aar", "status")}
    assert file.read_text(encoding="utf-8") == text
    file.write_text(text.replace("sikkerhet: usikker", "sikkerhet: eldre"), encoding="utf-8")
    assert collected.convert().edited == {"nettverk/polarsirkelradet-indre-helgeland-ipr.md": ("kilde_aar",)}


def test_a_council_that_does_not_fit_is_reported_with_its_line_and_stops_nothing(collected: Collected) -> None:
    table = collected.source / "kommuner" / "regionraad.csv"
    rows = (
        table.read_text(encoding="utf-8")
        .replace("Røst|Værøy", "Røst")
        .replace(",2020,ok,Møteinnk", ",2020,nja,Møteinnk")
    )
    table.write_text(rows, encoding="utf-8")
    report = collected.convert()
    assert [(problem.line, problem.message) for problem in report.problems] == [
        (3, "Lofotrådet har 6 nummer, men 5 navn, og er ikke tatt med."),
        (4, "Posten passer ikke til modellen og er ikke tatt med. Se på: sikkerhet."),
    ]
    assert len([path for path in report.gone_from_source if path.startswith("nettverk/")]) == 2


@pytest.mark.skipif(not SOURCE.exists(), reason="the collected records are not beside this checkout")
def test_the_published_corpus_is_what_the_collected_records_give(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(CORPUS, corpus)
    report = convert(SOURCE, corpus)
    assert report.written == []
    assert report.problems == []
