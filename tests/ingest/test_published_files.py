"""What was published on the page Del goes out as files of the corpus, and comes back the same."""

import hashlib
from contextlib import closing
from datetime import date
from pathlib import Path

from ingest.added_files import export
from ingest.added_import import Imported, import_added
from ingest.experience_file import read_experience
from kunnskapsbase.audit import ActorRole
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records import Record, RecordStore, SourceEntry, Status
from kunnskapsbase.settings import Settings
from kunnskapsbase.sharing import DraftGain, ExperienceDraft, Publisher, Upload, published_path
from kunnskapsbase.solution import InnovationType, Sector, Verifier

DAY = date(2026, 2, 10)


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def published(settings: Settings, register: MunicipalityRegister) -> str:
    """Publish an experience as the page Del does; its id."""
    source = {"title": "Webinaret", "publisher": "Utgiveren", "url": "https://example.org/webinar"}
    upload = Upload(id="opplasting-0", file_name="webinar.vtt", day=DAY, segments=1, **source)
    draft = ExperienceDraft(
        id="utkast-0",
        upload_id=upload.id,
        number=1,
        title="Felles kajakkvakt",
        owners=("5614",),
        challenge="De var få.",
        approach="De fikk en felles vakt.\n\nDen gikk på omgang.",
        gains=(DraftGain(text="Færre turer forgjeves."),),
        sector=Sector.TECHNICAL,
        innovation_type=InnovationType.ORGANISATION,
    )
    solution = Publisher(ActorRole.ORGANISER, DAY, register).solution(draft, upload, "loppa-felles-kajakkvakt")
    body = solution.model_dump_json(by_alias=True, exclude_none=True)
    path = published_path(solution.id)
    with closing(RecordStore(settings.database)) as store:
        record = Record(solution.id, "erfaring", path, hashlib.sha256(body.encode()).hexdigest(), body)
        store.save([record], [SourceEntry(path, record.sha256, Status.TAKEN_IN, record_id=solution.id)])
    return solution.id


def test_what_was_published_goes_out_as_a_file_of_the_corpus_and_comes_back(
    tmp_path: Path, register: MunicipalityRegister
) -> None:
    settings, new = Settings(data=tmp_path / "en"), Settings(data=tmp_path / "to")
    solution_id = published(settings, register)
    out, again = tmp_path / "ut", tmp_path / "igjen"
    assert export(out, settings.database) == 1
    file = out / "erfaringer" / f"{solution_id}.md"
    assert read_experience(file, register).verification.by is Verifier.ORGANISER
    assert import_added(out, new.database, register) == Imported(new=1)
    assert import_added(out, new.database, register) == Imported(there=1)
    assert export(again, new.database) == 1
    assert files(out) == files(again)


def test_what_is_taken_down_or_told_otherwise_does_not_come_in_from_a_file(
    tmp_path: Path, register: MunicipalityRegister
) -> None:
    settings, out = Settings(data=tmp_path / "en"), tmp_path / "ut"
    solution_id = published(settings, register)
    export(out, settings.database)
    file = out / "erfaringer" / f"{solution_id}.md"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("De var få.", "De var mange."), encoding="utf-8")
    (told,) = import_added(out, settings.database, register).problems
    assert "med annet innhold" in told.message
    with closing(RecordStore(settings.database)) as store:
        store.take_down(published_path(solution_id), [solution_id], "")
    (told,) = import_added(out, settings.database, register).problems
    assert "tatt ned" in told.message
    file.write_text(whole.replace("## Løsning", "## Løysinga"), encoding="utf-8")
    assert import_added(out, settings.database, register).problems[0].path == file.as_posix()
