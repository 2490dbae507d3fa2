"""From the collected records to the corpus: one file for each, again and again, never over what people have changed."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ingest.conversion_log import ConversionLog, ConversionReport, sha256
from ingest.convert_networks import COLUMNS, UnequalListsError, council
from ingest.experience_file import experience_text, read_experience, read_webinar, webinar_text
from ingest.network_file import network_text, read_network
from ingest.participants import Linker
from ingest.problems import FileRejectedError, Problem
from ingest.readers.jsonl import corpus_fields
from ingest.text_files import write_text
from ingest.unlinked import write_unlinked_report
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import Network
from kunnskapsbase.slugs import slug
from kunnskapsbase.solution import Solution, Webinar

REGISTER_FILES = ("kommuner.csv", "kommune_endringer.csv", "regionraad.csv", "SOURCES.md")
EXPERIENCES, WEBINARS, NETWORKS, REGISTER = "erfaringer", "webinarer", "nettverk", "kommuner"
COUNCILS = "kommuner/regionraad.csv"
SOURCE_FILES = ("erfaringer/erfaringer.jsonl", "erfaringer/webinarer.jsonl")

Record = dict[str, Any]


@dataclass(frozen=True)
class _Target:
    """A file the source asks for: its path under the corpus, its text, and the record behind it."""

    path: str
    text: str
    record: Record


def convert(source: Path, corpus: Path) -> ConversionReport:
    """Fill ``corpus`` from ``source`` (which has ``erfaringer/`` and ``kommuner/``).

    A file is written when it is new, or when it is just as the script last left it and the source now gives something
    else. A file that people have changed or deleted is left alone and reported.

    Raises:
        InputError: ``source`` lacks a file that the conversion reads, or the log of earlier runs cannot be read.
    """
    for name in (*(f"{REGISTER}/{file}" for file in REGISTER_FILES), *SOURCE_FILES):
        if not (source / name).is_file():
            raise InputError(f"Fant ikke {source / name}. Oppgi mappen som har {EXPERIENCES}/ og {REGISTER}/.")
    report = ConversionReport()
    log = ConversionLog(corpus)
    wanted: set[str] = set()
    for target in _register_files(source):
        wanted.add(target.path)
        _bring(target, corpus, log, report, None)
    # Read where it was put, so that a register people have corrected is the one that names are linked by.
    register = MunicipalityRegister.load(corpus / REGISTER)
    for target in (*_experiences(source, register, report), *_webinars(source, report), *_councils(source, report)):
        wanted.add(target.path)
        _bring(target, corpus, log, report, register)
    report.gone_from_source = [path for path in log if path not in wanted and (corpus / path).exists()]
    log.save()
    report.problems += write_unlinked_report(corpus, register)
    return report


def _bring(
    target: _Target, corpus: Path, log: ConversionLog, report: ConversionReport, register: MunicipalityRegister | None
) -> None:
    """Write ``target`` if it may be written, and report what became of it."""
    file = corpus / target.path
    noted = log.get(target.path)
    if not file.exists():
        if noted:
            report.deleted.append(target.path)
            return
        report.new.append(target.path)
        write_text(file, target.text)
    else:
        present = sha256(file.read_bytes().decode("utf-8", errors="replace"))
        if present == sha256(target.text):
            report.unchanged.append(target.path)
        elif noted and present == noted.text:
            report.updated.append(target.path)
            write_text(file, target.text)
        else:
            changed = noted.changed_fields(target.record) if noted else ()
            report.edited[target.path] = _not_carried_over(file, target, changed, register)
            return
    log.note(target.path, target.text, target.record)


def _not_carried_over(
    file: Path, target: _Target, changed: tuple[str, ...], register: MunicipalityRegister | None
) -> tuple[str, ...]:
    """Of the ``changed`` fields, those whose new value the edited file does not have yet."""
    if not changed or register is None:
        return changed
    present: Solution | Webinar | Network
    wanted: Solution | Webinar | Network
    keys = {"kontroll": "verifisering"}
    try:
        if target.path.startswith(EXPERIENCES):
            present = read_experience(file, register)
            wanted = Linker(register).link(_solution(target.record))
        elif target.path.startswith(NETWORKS):
            present, wanted, keys = read_network(file, register), council(target.record), COLUMNS
        else:
            present, wanted = read_webinar(file), _webinar(target.record)
    except FileRejectedError:
        return changed
    have, want = present.model_dump(by_alias=True), wanted.model_dump(by_alias=True)
    return tuple(key for key in changed if have.get(keys.get(key, key)) != want.get(keys.get(key, key)))


def _register_files(source: Path) -> Iterator[_Target]:
    for name in REGISTER_FILES:
        text = (source / REGISTER / name).read_text(encoding="utf-8")
        yield _Target(f"{REGISTER}/{name}", text, {"innhold": sha256(text)})


def _experiences(source: Path, register: MunicipalityRegister, report: ConversionReport) -> Iterator[_Target]:
    linker = Linker(register)
    seen: dict[str, int] = {}
    path = source / SOURCE_FILES[0]
    for line, record in _records(path, report):
        try:
            solution = linker.link(_solution(record))
        except ValidationError as error:
            report.problems.append(_invalid(path, line, error))
            continue
        if solution.id in seen:
            message = f"id «{solution.id}» står også på linje {seen[solution.id]}; denne linjen er ikke tatt med."
            report.problems.append(Problem(path.as_posix(), line, message))
            continue
        seen[solution.id] = line
        yield _Target(f"{EXPERIENCES}/{solution.id}.md", experience_text(solution), record)


def _webinars(source: Path, report: ConversionReport) -> Iterator[_Target]:
    path = source / SOURCE_FILES[1]
    used: set[str] = set()
    for line, record in _records(path, report):
        try:
            webinar = _webinar(record)
        except ValidationError as error:
            report.problems.append(_invalid(path, line, error))
            continue
        number, base = 2, webinar.id
        while webinar.id in used:
            webinar = webinar.model_copy(update={"id": f"{base}-{number}"})
            number += 1
        used.add(webinar.id)
        yield _Target(f"{WEBINARS}/{webinar.id}.md", webinar_text(webinar), record)


def _councils(source: Path, report: ConversionReport) -> Iterator[_Target]:
    path = source / COUNCILS
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            try:
                network = council(row)
            except ValidationError as error:
                report.problems.append(_invalid(path, line, error))
                continue
            except UnequalListsError as error:
                report.problems.append(Problem(path.as_posix(), line, str(error)))
                continue
            yield _Target(f"{NETWORKS}/{network.id}.md", network_text(network), row)


def _records(path: Path, report: ConversionReport) -> Iterator[tuple[int, Record]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            report.problems.append(Problem(path.as_posix(), number, f"Linjen er ikke gyldig JSON: {error.msg}."))
            continue
        yield number, record


def _invalid(path: Path, line: int, error: ValidationError) -> Problem:
    fields = ", ".join(sorted({".".join(str(step) for step in item["loc"]) for item in error.errors()}))
    return Problem(path.as_posix(), line, f"Posten passer ikke til modellen og er ikke tatt med. Se på: {fields}.")


def _solution(record: Mapping[str, Any]) -> Solution:
    """The solution a record tells of, with its check as a verification level."""
    return Solution.model_validate(corpus_fields(record))


def _webinar(record: Mapping[str, Any]) -> Webinar:
    organiser = record.get("arrangor")
    if isinstance(organiser, list):
        organiser = " og ".join(filter(None, [", ".join(organiser[:-1]), organiser[-1]]))
    name = "-".join(filter(None, [slug(record["tittel"]), slug(record.get("dato") or organiser or "")]))
    return Webinar.model_validate({**record, "arrangor": organiser, "id": name})
