"""Experiences come as lines of JSON in either form, and a bad line costs only itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.blocks import Extract
from ingest.experience_file import read_experience
from ingest.limits import Limits
from ingest.problems import Reason, UnreadableError
from ingest.readers.jsonl import read
from ingest.rows import solution_of
from kunnskapsbase.municipalities import MunicipalityRegister
from tests.ingest.conftest import CORPUS, SOURCE

LIMITS = Limits()
GOOD: dict[str, Any] = {
    "id": "asker-ombruk",
    "tittel": "Asker brukte møblene om igjen",
    "aktorer": [{"navn": "Asker kommune", "type": "kommune", "rolle": "initiativtaker"}],
    "utfordring": "Møbler til overs.",
    "losning": "De ble flyttet.",
    "gevinster": [{"type": "økonomisk", "beskrivelse": "Spart innkjøp", "tall": None, "enhet": None}],
    "erfaringer": None,
    "status": "gjennomført",
    "sektor": "klima-miljo",
    "innovasjonstype": "prosess",
    "maalform": "nb",
    "kilde": {"url": "https://www.asker.kommune.no/ombruk", "tittel": "Ombruk", "utgiver": "Asker", "type": "nyhet"},
    "kontroll": {"dato": "2026-11-20", "funnet": True, "rettet": ["losning"]},
}


def read_lines(tmp_path: Path, *lines: str | bytes) -> Extract:
    file = tmp_path / "erfaringer.jsonl"
    file.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
    return read(file, LIMITS)


def test_a_collected_record_becomes_an_experience_with_its_check_as_level(
    tmp_path: Path, register: MunicipalityRegister
) -> None:
    (raw,) = read_lines(tmp_path, json.dumps(GOOD)).experiences
    solution = solution_of(raw, "erfaringer.jsonl", register)
    assert solution.verification.level.value == "kontrollert"
    assert solution.verification.mended == ("losning",)
    assert solution.participants[0].kommunenummer == ("3203",)


def test_the_corpus_own_form_reads_back_as_the_same_experience(tmp_path: Path, register: MunicipalityRegister) -> None:
    wanted = [read_experience(path, register) for path in sorted((CORPUS / "erfaringer").glob("*.md"))[:40]]
    lines = [solution.model_dump_json(by_alias=True, exclude_none=True) for solution in wanted]
    extract = read_lines(tmp_path, *lines)
    assert [solution_of(raw, "a.jsonl", register) for raw in extract.experiences] == wanted


@pytest.mark.skipif(not SOURCE.exists(), reason="the collected records are not beside this checkout")
def test_all_collected_experiences_come_in(register: MunicipalityRegister) -> None:
    extract = read(SOURCE / "erfaringer" / "erfaringer.jsonl", LIMITS)
    solutions = [solution_of(raw, "erfaringer.jsonl", register) for raw in extract.experiences]
    assert len(solutions) == 463
    assert extract.remarks == []


@pytest.mark.skipif(not SOURCE.exists(), reason="the collected records are not beside this checkout")
def test_lines_that_are_no_experiences_are_refused_by_name() -> None:
    for name in ("webinarer.jsonl", "rapport_funn.jsonl"):
        with pytest.raises(UnreadableError, match="Ingen av linjene er en erfaring") as refused:
            read(SOURCE / "erfaringer" / name, LIMITS)
        assert refused.value.reason is Reason.INVALID


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "a"', "gyldig JSON ved tegn"),
        ("[1, 2]", "ikke en post"),
        ('{"tittel": "A", "utfordring": "B"}', "mangler losning"),
        (json.dumps(GOOD).replace('"nb"', "NaN"), "et tall"),
        (json.dumps(GOOD).replace("Spart", "\\ud800"), "tegn som ikke kan lagres"),
        (json.dumps(GOOD).replace('"nb"', "[" * 5000 + "]" * 5000), "nivåer"),
        (json.dumps(GOOD).replace('"nb"', "9" * 6000), "et tall"),
        (json.dumps(GOOD, ensure_ascii=False).encode("cp1252"), "er ikke UTF-8"),
        (json.dumps(GOOD), "står også på linje 1"),
    ],
)
def test_a_bad_line_is_told_of_by_its_number_and_the_rest_goes_on(tmp_path: Path, line: str | bytes, said: str) -> None:
    other = json.dumps({**GOOD, "id": "annen"})
    extract = read_lines(tmp_path, json.dumps(GOOD), line, "", other)
    assert [(raw.spot.row, raw.fields["id"]) for raw in extract.experiences] == [(1, "asker-ombruk"), (4, "annen")]
    (remark,) = extract.remarks
    assert remark.spot.row == 2
    assert remark.message.startswith("Linje 2 er ikke tatt med: ")
    if "nivåer" in said:
        # Python gives up the nesting itself, or hands on what we count.
        assert "oppbygning" in remark.message or said in remark.message
    else:
        assert said in remark.message


def test_more_lines_than_the_limit_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("{}\n" * 6, encoding="utf-8")
    with pytest.raises(UnreadableError) as refused:
        read(file, Limits(rows=5))
    assert refused.value.reason is Reason.TOO_MANY_ROWS


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_line_only_a_named_refusal_comes_out(tmp_path: Path, data: st.DataObject) -> None:
    content = json.dumps(GOOD).encode()
    at = data.draw(st.integers(0, len(content)))
    content = content[:at] + data.draw(st.binary(max_size=30)) + content[at + data.draw(st.integers(0, 50)) :]
    file = tmp_path / "fuzzed.jsonl"
    file.write_bytes(content)
    try:
        extract = read(file, LIMITS)
    except UnreadableError as refused:
        assert refused.reason in Reason
    else:
        assert extract.experiences
