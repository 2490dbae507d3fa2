"""What is shared in the store: whole or not at all, published with its record, and gone when it is taken down."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from kunnskapsbase.audit import Actor, ActorRole
from kunnskapsbase.document import Document, DocumentKind, DocumentPassage
from kunnskapsbase.errors import ConflictError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.records import ExperienceDrafts, Record, RecordStore, SourceEntry, Status, UploadedTexts, Uploads
from kunnskapsbase.sharing import (
    ExperienceDraft,
    Publisher,
    Upload,
    UploadedText,
    missing,
    published_path,
    solution_id_of,
)
from kunnskapsbase.solution import InnovationType, Sector, VerificationLevel, Verifier

ORGANISER = Actor("prøve", ActorRole.ORGANISER)
DAY = date(2026, 3, 4)
UPLOAD = Upload(
    id="opplasting-1",
    file_name="webinar.vtt",
    day=DAY,
    segments=1,
    title="Webinaret",
    publisher="Utgiveren",
    url="https://example.org/webinar",
)
TEXT = UploadedText(
    id="opplasting-1",
    document=Document(
        id="webinar-1",
        kind=DocumentKind.WEBINAR,
        title="Webinaret",
        passages=(DocumentPassage(number=0, text="De fikk en felles kajakkvakt."),),
    ),
)
DRAFT = ExperienceDraft(
    id="utkast-1",
    upload_id="opplasting-1",
    number=1,
    title="Felles kajakkvakt",
    owners=("5614",),
    partners=("5614", "5616"),
    challenge="De var få.",
    approach="De fikk en felles vakt.",
    sector=Sector.TECHNICAL,
    innovation_type=InnovationType.ORGANISATION,
)


@pytest.fixture
def drafts(store_address: str) -> Iterator[ExperienceDrafts]:
    """A store with one upload and its draft."""
    with closing(Uploads(store_address)) as uploads, closing(ExperienceDrafts(store_address)) as drafts:
        uploads.keep(UPLOAD, TEXT, [DRAFT], ORGANISER)
        yield drafts


def record_of(draft: ExperienceDraft, register: MunicipalityRegister) -> tuple[Record, SourceEntry]:
    solution = Publisher(ActorRole.ADVISER, DAY, register).solution(draft, UPLOAD, solution_id_of(draft, register))
    assert (solution.verification.level, solution.verification.by) == (VerificationLevel.READ, Verifier.ADVISER)
    assert [each.name for each in solution.participants] == ["Loppa kommune", "Hasvik kommune"]
    path = published_path(solution.id)
    record = Record(solution.id, "erfaring", path, "h", solution.model_dump_json(by_alias=True))
    return record, SourceEntry(path, "h", Status.TAKEN_IN, kind="erfaring", record_id=solution.id)


def test_an_upload_comes_and_goes_with_its_text_and_drafts(drafts: ExperienceDrafts, store_address: str) -> None:
    with closing(Uploads(store_address)) as uploads, closing(UploadedTexts(store_address)) as texts:
        assert uploads.keep(UPLOAD.model_copy(update={"title": "Et annet"}), TEXT, [], ORGANISER) == UPLOAD
        assert (texts.get(UPLOAD.id), drafts.of_upload(UPLOAD.id)) == (TEXT, [DRAFT])
        uploads.remove(UPLOAD, ORGANISER)
        assert (uploads.get(UPLOAD.id), texts.get(UPLOAD.id), drafts.of_upload(UPLOAD.id)) == (None, None, [])
        with pytest.raises(ConflictError):
            uploads.remove(UPLOAD, ORGANISER)


def test_a_draft_that_was_changed_meanwhile_publishes_nothing(
    drafts: ExperienceDrafts, store_address: str, register: MunicipalityRegister
) -> None:
    drafts.change(DRAFT, changed := DRAFT.model_copy(update={"lessons": "Begynn tidlig."}), ORGANISER)
    record, entry = record_of(DRAFT, register)
    after = DRAFT.model_copy(update={"solution_id": record.id})
    with closing(RecordStore(store_address)) as store:
        with pytest.raises(ConflictError):
            drafts.publish(DRAFT, after, record, entry, ORGANISER)
        assert store.get([record.id]) == {}
        before = store.revision()
        after = changed.model_copy(update={"solution_id": record.id})
        drafts.publish(changed, after, record, entry, ORGANISER)
        assert store.get([record.id]) == {record.id: record}
        assert store.revision() > before
        drafts.withdraw(after, changed, record.path, ORGANISER)
        assert store.get([record.id]) == {}
        drafts.publish(changed, after, record, entry, ORGANISER)
        assert store.get([record.id]) == {record.id: record}


def test_the_draft_goes_when_the_experience_is_taken_down(
    drafts: ExperienceDrafts, store_address: str, register: MunicipalityRegister
) -> None:
    record, entry = record_of(DRAFT, register)
    drafts.publish(DRAFT, DRAFT.model_copy(update={"solution_id": record.id}), record, entry, ORGANISER)
    with closing(RecordStore(store_address)) as store:
        store.take_down(record.path, [record.id], "h")
    assert drafts.of_upload(UPLOAD.id) == []


def test_an_empty_draft_lacks_all_that_an_experience_must_tell() -> None:
    empty = ExperienceDraft(id="utkast-2", upload_id=UPLOAD.id, number=2)
    bare = Upload(id=UPLOAD.id, file_name="webinar.vtt", day=DAY, segments=0)
    own = ["title", "owners", "challenge", "approach", "sector", "innovation_type"]
    source = ["source_title", "source_publisher", "source_url"]
    assert [name for name, _ in missing(empty, UPLOAD)] == own
    assert [name for name, _ in missing(DRAFT, bare)] == source
    assert list(missing(DRAFT, UPLOAD)) == []


def test_the_name_of_the_municipality_stands_once_in_the_address(register: MunicipalityRegister) -> None:
    for title, wanted in (
        ("Loppa: felles vakt", "loppa-felles-vakt"),
        ("Felles vakt i Loppa", "loppa-felles-vakt-i-loppa"),
        ("Loppa", "loppa"),
    ):
        assert solution_id_of(DRAFT.model_copy(update={"title": title}), register) == wanted
