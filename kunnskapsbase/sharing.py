"""What an organiser shares: an upload as it was read and masked, and drafts of experiences for a person to finish.

Nothing here is shown to others until a person has confirmed it and published it; then the draft becomes a ``Solution``.
The file itself is never kept, only its masked text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from kunnskapsbase.added import Added, Kommunenummer, Short, SolutionId, Words, visible
from kunnskapsbase.audit import ActorRole
from kunnskapsbase.document import Document, DocumentKind, Spot
from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.privacy import masked
from kunnskapsbase.slugs import slug
from kunnskapsbase.solution import (
    ActorType,
    Contact,
    Gain,
    GainType,
    InnovationType,
    Participant,
    Role,
    Sector,
    Solution,
    Source,
    Status,
    Verification,
    VerificationLevel,
    Verifier,
)

Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=1000), AfterValidator(visible)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Plain = Annotated[Short, AfterValidator(masked)]
Year = Annotated[int, Field(ge=1980, le=2100)]
MOST_GAINS, MOST_MUNICIPALITIES, MOST_THEMES = 20, 30, 20
# The fields of a draft that an experience has as they are.
_AS_TOLD = {"title", "challenge", "approach", "lessons", "status", "year_start", "year_end", "sector", "themes"} | {
    "innovation_type",
    "language",
}
# Where the records of what is published lie among those that were read from files: no file has such a name.
_PUBLISHED = "delt:"
# Who stands behind what the holder of a key publishes. Only the municipality itself confirms; that is done elsewhere.
_BY = {ActorRole.ORGANISER: Verifier.ORGANISER, ActorRole.ADVISER: Verifier.ADVISER}


class SourceType(StrEnum):
    """What an upload is to those who made it, in the words of an experience's source."""

    NEWS = "nyhet"
    PROJECT_PAGE = "prosjektside"
    REPORT = "rapport"
    GUIDE = "veileder"
    WEBINAR = "webinar"


_TYPES = {
    DocumentKind.WEBINAR: SourceType.WEBINAR,
    DocumentKind.PRESENTATION: SourceType.WEBINAR,
    DocumentKind.SHEET: SourceType.PROJECT_PAGE,
    DocumentKind.WEB_PAGE: SourceType.PROJECT_PAGE,
}


class SourceSaid(Added):
    """What the organiser says of the source: where others find it, and who made it."""

    title: Plain | None = None
    publisher: Plain | None = None
    url: Address | None = None
    date: Day | None = None
    type: SourceType | None = None


class Upload(SourceSaid):
    """A file that was read. ``counts`` and ``masked`` say how much of each kind there was; the text is kept apart."""

    id: str
    file_name: Short
    day: date
    segments: int = Field(ge=0)
    counts: dict[str, int] = Field(default={})
    masked: dict[str, int] = Field(default={})
    remarks: tuple[str, ...] = ()


class UploadedText(Added):
    """The masked text of an upload, in passages with their spots; has the upload's id."""

    id: str
    document: Document


class DraftField(StrEnum):
    """The fields of a draft that sentences of the source stand behind."""

    CHALLENGE = "challenge"
    APPROACH = "approach"
    GAINS = "gains"
    LESSONS = "lessons"


class SourceSentence(Added):
    """A sentence of the source, masked, where it stands, and the field it is the ground for."""

    field: DraftField
    text: str = Field(min_length=1)
    spot: Spot


class DraftGain(Added):
    """A gain as the draft tells it."""

    type: GainType = GainType.OTHER
    text: Words
    number: float | None = Field(default=None, allow_inf_nan=False)
    unit: Annotated[Short, AfterValidator(masked)] | None = None


class Told(Added):
    """What a draft tells, and a person may change; what is not known yet is left out."""

    title: Plain | None = None
    owners: tuple[Kommunenummer, ...] = Field(default=(), max_length=MOST_MUNICIPALITIES)
    partners: tuple[Kommunenummer, ...] = Field(default=(), max_length=MOST_MUNICIPALITIES)
    challenge: Words | None = None
    approach: Words | None = None
    gains: tuple[DraftGain, ...] = Field(default=(), max_length=MOST_GAINS)
    lessons: Words | None = None
    status: Status = Status.UNKNOWN
    year_start: Year | None = None
    year_end: Year | None = None
    sector: Sector | None = None
    themes: tuple[Plain, ...] = Field(default=(), max_length=MOST_THEMES)
    innovation_type: InnovationType | None = None
    language: Literal["nb", "nn"] = "nb"
    contact_unit: Plain | None = None

    @field_validator("partners")
    @classmethod
    def _once_each(cls, partners: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(partners))

    @model_validator(mode="after")
    def _years_in_order(self) -> "Told":
        if self.year_start and self.year_end and self.year_end < self.year_start:
            raise InputError(
                f"Sluttåret {self.year_end} er før startåret {self.year_start}. Bytt om eller rett årene.",
                parameter="year_end",
            )
        return self


class Proposal(Told):
    """What the rules propose, with the sentences it stands on; ``reasons`` say in words what was found."""

    sentences: tuple[SourceSentence, ...] = ()
    confidence: Literal["høy", "middels", "lav"] | None = None
    reasons: tuple[str, ...] = ()


class ExperienceDraft(Proposal):
    """A draft on its way. ``solution_id`` is the experience it was published as, ``None`` until it is."""

    id: str
    upload_id: str
    number: int = Field(ge=1)
    solution_id: SolutionId | None = None


class Reading(Added):
    """What came of reading a file. Where it cannot be used, ``refused`` says why in words and the rest is empty."""

    document: Document | None = None
    counts: dict[str, int] = Field(default={})
    masked: dict[str, int] = Field(default={})
    remarks: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    refused: str | None = None


def published_path(solution_id: str) -> str:
    """Where the record of a published experience lies."""
    return f"{_PUBLISHED}{solution_id}"


def is_published(path: str) -> bool:
    """Whether a record was published here, and not read from a file."""
    return path.startswith(_PUBLISHED)


def source_type_of(document: Document) -> SourceType:
    """What a document is as a source, where nobody has said."""
    return _TYPES.get(document.kind, SourceType.REPORT)


def missing(draft: ExperienceDraft, upload: Upload) -> Iterator[tuple[str, str]]:
    """What must be told before the draft can be published: the field, and what to do."""
    asks = (
        ("title", draft.title, "Skriv en tittel som sier hva som ble gjort."),
        ("owners", draft.owners, "Velg kommunen eller kommunene som gjorde det."),
        ("challenge", draft.challenge, "Skriv hva som var vanskelig før."),
        ("approach", draft.approach, "Skriv hva som ble gjort."),
        ("sector", draft.sector, "Velg tjenesteområde."),
        ("innovation_type", draft.innovation_type, "Velg hva slags endring det er."),
        ("source_title", upload.title, "Skriv tittelen på kilden."),
        ("source_publisher", upload.publisher, "Skriv hvem som har gitt ut kilden."),
        ("source_url", upload.url, "Skriv adressen der andre kan finne kilden."),
    )
    yield from ((name, words) for name, value, words in asks if not value)


def solution_id_of(draft: ExperienceDraft, register: MunicipalityRegister) -> str:
    """What a complete draft's experience is called, where nothing else has that name: «asker-ombruk-av-mobler»."""
    owner = slug(register.get(draft.owners[0]).name)
    title = slug(draft.title or "")
    return title if title == owner or title.startswith(f"{owner}-") else f"{owner}-{title}".strip("-")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, by role, and when."""

    role: ActorRole
    day: date
    register: MunicipalityRegister

    def solution(self, draft: ExperienceDraft, upload: Upload, solution_id: str) -> Solution:
        """The experience that a complete draft tells: read from its source, and not checked by anybody else."""
        told = draft.model_dump(include=_AS_TOLD)
        owners = [self._participant(each, Role.OWNER) for each in draft.owners]
        partners = [self._participant(each, Role.PARTNER) for each in draft.partners if each not in draft.owners]
        gains = [
            Gain(type=each.type, description=each.text, number=each.number, unit=each.unit) for each in draft.gains
        ]
        verified = {"level": VerificationLevel.READ, "by": _BY.get(self.role, Verifier.EDITOR)}
        return Solution.model_validate(
            told
            | {"id": solution_id, "participants": owners + partners, "gains": gains, "source": _source(upload)}
            | {"contact": Contact(unit=draft.contact_unit) if draft.contact_unit else None}
            | {"verification": Verification(**verified, date=self.day.isoformat())}
        )

    def _participant(self, number: str, role: Role) -> Participant:
        name = f"{self.register.get(number).name} kommune"
        return Participant(name=name, type=ActorType.MUNICIPALITY, role=role, kommunenummer=(number,))


def _source(upload: Upload) -> Source:
    return Source.model_validate(
        {
            **upload.model_dump(include={"url", "title", "publisher", "date"}),
            "type": (upload.type or SourceType.REPORT).value,
        }
    )
