"""An experience is written to a file and read back as the same experience."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.convert import convert
from ingest.experience_file import (
    experience_text,
    read_experience,
    read_experiences,
    read_webinar,
    webinar_text,
    write_experience,
    write_webinar,
)
from ingest.front_matter import FENCE
from ingest.participants import Linker
from ingest.text_files import MAX_BYTES
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import Solution, Webinar
from tests.ingest.conftest import CORPUS, GOOD, SOURCE

EXPERIENCES = sorted((CORPUS / "erfaringer").glob("*.md"))
WEBINARS = sorted((CORPUS / "webinarer").glob("*.md"))


def test_every_file_of_the_corpus_can_be_read(register: MunicipalityRegister) -> None:
    solutions, problems = read_experiences(EXPERIENCES, register)
    assert problems == []
    assert len(solutions) == len(EXPERIENCES) >= 463
    assert len([read_webinar(path) for path in WEBINARS]) >= 56


def test_every_file_of_the_corpus_reads_back_the_same_after_writing(
    register: MunicipalityRegister, tmp_path: Path
) -> None:
    for path in EXPERIENCES:
        solution = read_experience(path, register)
        copy = tmp_path / path.name
        write_experience(copy, solution)
        assert read_experience(copy, register) == solution
        assert copy.read_text(encoding="utf-8") == experience_text(solution)
    for path in WEBINARS:
        webinar = read_webinar(path)
        write_webinar(tmp_path / path.name, webinar)
        assert read_webinar(tmp_path / path.name) == webinar
        assert (tmp_path / path.name).read_text(encoding="utf-8") == webinar_text(webinar)


@pytest.mark.skipif(not SOURCE.exists(), reason="the collected records are not beside this checkout")
def test_every_collected_record_survives_the_way_into_a_file(register: MunicipalityRegister, tmp_path: Path) -> None:
    convert(SOURCE, tmp_path)
    records = [
        json.loads(line) for line in (SOURCE / "erfaringer" / "erfaringer.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(records) >= 463
    for record in records:
        check = record.pop("kontroll", None)
        expected = Linker(register).link(Solution.model_validate({k: v for k, v in record.items() if v is not None}))
        read = read_experience(tmp_path / "erfaringer" / f"{record['id']}.md", register)
        assert read.model_copy(update={"verification": expected.verification}) == expected
        found = bool(check and check["funnet"])
        assert read.verification.level == ("kontrollert" if found else "lest")
        assert read.verification.source_found == (check["funnet"] if check else None)
        assert read.verification.date == (check["dato"] if check else None)


def test_front_matter_is_plain_yaml_that_other_programs_read_alike(register: MunicipalityRegister) -> None:
    for path in EXPERIENCES:
        front = yaml.safe_load(path.read_text(encoding="utf-8").split(f"{FENCE}\n")[1])
        read = read_experience(path, register).model_dump(mode="json", by_alias=True, exclude_none=True)
        for field, value in front.items():
            assert without_empty(read[field]) == value


def without_empty(value: Any) -> Any:  # noqa: ANN401
    """``value`` as a file has it, which writes no empty list, and nothing of what has not been measured."""
    if isinstance(value, dict):
        return {
            key: without_empty(item) for key, item in value.items() if item != [] and (key, item) != ("maalt", False)
        }
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def test_a_correction_of_one_value_is_a_change_of_one_line(register: MunicipalityRegister, good_file: Path) -> None:
    solution = read_experience(good_file, register)
    before = experience_text(solution).split("\n")
    long_title = "En mye lengre tittel enn før: " + "om ombruk av møbler " * 20
    for change in (
        {"title": long_title.strip()},
        {"challenge": "Et nytt avsnitt på én linje. " * 30},
        {"year_end": 2022},
    ):
        changed = Solution.model_validate({**solution.model_dump(), **change})
        after = experience_text(changed).split("\n")
        assert len(after) == len(before)
        assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_what_is_unknown_is_not_written(register: MunicipalityRegister, good_file: Path) -> None:
    text = experience_text(read_experience(good_file, register))
    assert "null" not in text
    assert "finansiering" not in text
    assert "## Erfaringer" not in text
    assert text == GOOD


def test_values_that_yaml_would_take_for_something_else_stay_text(
    register: MunicipalityRegister, good_file: Path
) -> None:
    spoiled = (
        GOOD.replace("tittel: Asker brukte møblene om igjen", "tittel: 2020")
        .replace("  - ombruk", "  - nei\n  - on\n  - 12:30\n  - 0x1F\n  - 'null'")
        .replace("dato: '2021-05-04'", "dato: 2021-05-04")
        .replace("kommunenummer: ['3203']", "kommunenummer: [0301]")
    )
    good_file.write_text(spoiled, encoding="utf-8")
    solution = read_experience(good_file, register)
    assert solution.title == "2020"
    assert solution.themes == ("nei", "on", "12:30", "0x1F", "null")
    assert solution.source.date == "2021-05-04"
    assert solution.participants[0].kommunenummer == ("0301",)
    good_file.write_text(experience_text(solution), encoding="utf-8")
    assert read_experience(good_file, register) == solution


def test_windows_line_ends_a_byte_order_mark_and_decomposed_letters_are_accepted(
    register: MunicipalityRegister, good_file: Path
) -> None:
    expected = read_experience(good_file, register)
    decomposed = GOOD.replace("ø", "ø").replace("å", "a\u030a").replace("gjennomført", "pa\u030aga\u030ar")
    good_file.write_bytes(b"\xef\xbb\xbf" + decomposed.replace("\n", "\r\n").encode())
    read = read_experience(good_file, register)
    assert read.status == "pågår"
    assert read.approach == expected.approach


def test_comments_for_the_writer_are_not_part_of_the_text(register: MunicipalityRegister, good_file: Path) -> None:
    good_file.write_text(
        GOOD.replace("## Løsning\n", "## Løsning\n\n<!-- Hva ble\ngjort? -->\n").replace("id:", "# En forklaring\nid:"),
        encoding="utf-8",
    )
    assert read_experience(good_file, register).approach.startswith("Møblene ble registrert")


def test_an_actor_without_a_number_is_linked_by_its_name(register: MunicipalityRegister, good_file: Path) -> None:
    good_file.write_text(GOOD.replace("    kommunenummer: ['3203']\n", ""), encoding="utf-8")
    assert read_experience(good_file, register).participants[0].kommunenummer == ("3203",)


def test_a_written_file_can_be_read_by_everybody_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    webinar = Webinar.model_validate({"id": "et-webinar", "tittel": "Et webinar", "url": "https://eksempel.no"})
    old_mask = os.umask(0o022)
    try:
        write_webinar(tmp_path / "et-webinar.md", webinar)
    finally:
        os.umask(old_mask)
    assert [path.name for path in tmp_path.iterdir()] == ["et-webinar.md"]
    assert stat.S_IMODE((tmp_path / "et-webinar.md").stat().st_mode) == 0o644


def test_a_file_of_just_the_allowed_size_is_read(register: MunicipalityRegister, good_file: Path) -> None:
    room = MAX_BYTES - len(GOOD.encode())
    good_file.write_text(GOOD + "x" * room, encoding="utf-8")
    assert read_experience(good_file, register).approach.endswith("xxx")


def test_the_templates_say_only_what_must_be_filled_in(register: MunicipalityRegister, tmp_path: Path) -> None:
    """A copy of the template with every blank filled is a good file."""
    fills = {
        "id": "min-erfaring",
        "sektor": "teknisk",
        "innovasjonstype": "prosess",
        "status": "drift",
        "aar_start": "2020",
        "aar_slutt": "2021",
        "tall": "3",
        "belop_nok": "1000",
        "aar": "2020",
        "url": "https://eksempel.no",
        "opptak_url": "https://eksempel.no",
        "dato": "2020-01-02",
        "epost": "post@eksempel.no",
    }
    for template, read in (("erfaring.md", lambda path: read_experience(path, register)), ("webinar.md", read_webinar)):
        lines = (CORPUS / "mal" / template).read_text(encoding="utf-8").split("\n")
        filled = []
        for line in lines:
            field = line.strip().removeprefix("- ").partition(":")[0]
            is_comment = line.startswith("#")
            filled.append(line if is_comment else line.replace("FYLL INN", fills.get(field, "Noe")))
        path = tmp_path / "min-erfaring.md"
        path.write_text("\n".join(filled), encoding="utf-8")
        assert read(path).id == "min-erfaring"
