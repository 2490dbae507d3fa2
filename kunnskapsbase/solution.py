"""The domain model: a solution, who took part, what it gave, and where it is told.

The English field names are the code's; their aliases are the Norwegian keys people write in ``corpus/``. The JSON
Schema published in ``corpus/skjema/`` is made from these classes (``python -m ingest schema``).
"""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
KOMMUNENUMMER = r"^\d{4}$"
MAILBOX = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


class Role(StrEnum):
    """What an actor was in the solution."""

    OWNER = "initiativtaker"
    PARTNER = "partner"
    ADOPTER = "tatt_i_bruk"


class ActorType(StrEnum):
    """What kind of body an actor is."""

    MUNICIPALITY = "kommune"
    COUNTY = "fylkeskommune"
    INTERMUNICIPAL = "interkommunalt"
    STATE = "stat"
    OTHER = "annet"


class Status(StrEnum):
    """How far the solution has come, as the source tells it."""

    PLANNED = "planlagt"
    PILOT = "pilot"
    ONGOING = "pågår"
    COMPLETED = "gjennomført"
    IN_OPERATION = "drift"
    STOPPED = "stoppet"
    UNKNOWN = "ukjent"


class Sector(StrEnum):
    """Service area, by the words of the corpus."""

    PROCUREMENT = "anskaffelser"
    CHILD_WELFARE = "barnevern"
    PREPAREDNESS = "beredskap"
    DEMOCRACY = "demokrati-medvirkning"
    DIGITALISATION = "digitalisering"
    ENERGY = "energi"
    PUBLIC_HEALTH = "folkehelse"
    HEALTH_AND_CARE = "helse-omsorg"
    INTEGRATION = "integrering"
    INTERMUNICIPAL = "interkommunalt-samarbeid"
    CLIMATE = "klima-miljo"
    CULTURE = "kultur-bibliotek"
    BUSINESS = "naering"
    BUSINESS_AND_FARMING = "naering-landbruk"
    CHILDREN_AND_EDUCATION = "oppvekst-utdanning"
    ORGANISATION = "organisasjon-ledelse"
    PLANNING_AND_BUILDING = "plan-bygg"
    TRANSPORT = "samferdsel"
    SOCIAL = "sosial"
    PLACE_AND_SETTLEMENT = "stedsutvikling-bosetting"
    TECHNICAL = "teknisk"


class GainType(StrEnum):
    """For whom or on what the gain is."""

    ECONOMIC = "økonomisk"
    TIME = "tid"
    QUALITY = "kvalitet"
    USERS = "innbyggere"
    STAFF = "ansatte"
    CLIMATE = "miljø"
    OTHER = "annet"


class InnovationType(StrEnum):
    """What was new, in OECD's sorting."""

    SERVICE = "tjeneste"
    PRODUCT = "produkt"
    PROCESS = "prosess"
    ORGANISATION = "organisering"
    COMMUNICATION = "kommunikasjon"


class VerificationLevel(StrEnum):
    """How far what is told has been checked, and by whom.

    ``READ`` was read from the source and not checked; ``CHECKED`` was compared with the source once more;
    ``CONFIRMED`` and ``EVALUATED`` are for the municipality's own word and for somebody else's evaluation.
    """

    READ = "lest"
    CHECKED = "kontrollert"
    CONFIRMED = "bekreftet"
    EVALUATED = "evaluert"


class Verifier(StrEnum):
    """Who stands behind a verification: a role, never a person."""

    EDITOR = "redaksjon"
    MUNICIPALITY = "kommune"
    ADVISER = "rådgiver"
    RESEARCHER = "forsker"
    AUDITOR = "revisor"
    ORGANISER = "arrangør"
    OTHER = "andre"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


class Participant(_Part):
    """An actor in the solution. Several municipalities may stand behind one name («Tolga, Tynset og Alvdal»)."""

    name: Text = Field(alias="navn")
    type: ActorType
    role: Role = Field(alias="rolle")
    kommunenummer: tuple[Annotated[str, StringConstraints(pattern=KOMMUNENUMMER)], ...] = Field(
        default=(), description="Dagens kommunenummer for kommunen eller kommunene bak navnet."
    )
    fylkesnummer: tuple[Annotated[str, StringConstraints(pattern=r"^\d{2}$")], ...] = Field(
        default=(), description="Dagens fylkesnummer når aktøren er et fylke eller en fylkeskommune."
    )
    link_note: str | None = Field(
        default=None,
        alias="kobling",
        description="Hvordan navnet ble koblet, eller hvorfor det står ukoblet.",
    )


class Gain(_Part):
    """A gain as the source tells it; ``measured`` only where an evaluation has measured it."""

    type: GainType
    description: Text = Field(alias="beskrivelse")
    number: float | None = Field(default=None, alias="tall", allow_inf_nan=False)
    unit: str | None = Field(default=None, alias="enhet")
    measured: bool = Field(
        default=False,
        alias="maalt",
        description="true bare når evalueringen selv har målt gevinsten; gjelder bare når nivaa er evaluert.",
    )


class Funding(_Part):
    """Where the money came from; ``amount_nok`` in Norwegian kroner of the year."""

    scheme: str | None = Field(default=None, alias="ordning")
    amount_nok: int | None = Field(default=None, alias="belop_nok", ge=0)
    year: int | None = Field(default=None, alias="aar", ge=1980, le=2100)


class Source(_Part):
    """The public page the experience was read from. ``date`` is as exact as the source: YYYY, YYYY-MM or YYYY-MM-DD."""

    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    title: Text = Field(alias="tittel")
    publisher: Text = Field(alias="utgiver")
    type: Literal["nyhet", "prosjektside", "rapport", "veileder", "webinar"]
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = Field(
        default=None, alias="dato"
    )


class Contact(_Part):
    """A role or unit that the source itself names; never a person."""

    unit: Text = Field(alias="enhet")
    email: Annotated[str, StringConstraints(pattern=MAILBOX.pattern)] | None = Field(default=None, alias="epost")
    phone: str | None = Field(default=None, alias="telefon")


class Verification(_Part):
    """The level, by whom and when it was reached, and what the check mended.

    ``source_found`` is false where a check failed. What is confirmed or evaluated has a date; only the municipality
    confirms, and it does not evaluate itself.
    """

    level: VerificationLevel = Field(default=VerificationLevel.READ, alias="nivaa")
    by: Verifier | None = Field(default=None, alias="av")
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = Field(default=None, alias="dato")
    source_found: bool | None = Field(default=None, alias="kilde_funnet")
    mended: tuple[str, ...] = Field(default=(), alias="rettet")

    @model_validator(mode="after")
    def _is_no_contradiction(self) -> Self:
        # An error of its own type, so that whoever tells of it knows the words are for people.
        if self.level is VerificationLevel.CONFIRMED and self.by not in {None, Verifier.MUNICIPALITY}:
            raise PydanticCustomError(
                "verification", "nivaa «bekreftet» er kommunens eget ord, så av må være «kommune»"
            )
        if self.level is VerificationLevel.EVALUATED and self.by is Verifier.MUNICIPALITY:
            raise PydanticCustomError(
                "verification", "nivaa «evaluert» er for andre enn kommunen selv. Rett av eller nivaa"
            )
        if self.level in {VerificationLevel.CONFIRMED, VerificationLevel.EVALUATED} and self.date is None:
            raise PydanticCustomError("verification", "nivaa «{level}» må ha dato", {"level": self.level.value})
        return self


class Solution(_Part):
    """What was done somewhere, and how it went: one file in ``corpus/erfaringer``."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text = Field(alias="tittel")
    participants: tuple[Participant, ...] = Field(alias="aktorer", min_length=1)
    challenge: Text = Field(alias="utfordring")
    approach: Text = Field(alias="losning")
    gains: tuple[Gain, ...] = Field(default=(), alias="gevinster")
    lessons: Text | None = Field(default=None, alias="erfaringer")
    prerequisites: Text | None = Field(default=None, alias="forutsetninger")
    funding: Funding | None = Field(default=None, alias="finansiering")
    status: Status
    year_start: int | None = Field(default=None, alias="aar_start", ge=1980, le=2100)
    year_end: int | None = Field(default=None, alias="aar_slutt", ge=1980, le=2100)
    sector: Sector = Field(alias="sektor")
    themes: tuple[Text, ...] = Field(default=(), alias="tema")
    innovation_type: InnovationType = Field(alias="innovasjonstype")
    language: Literal["nb", "nn"] = Field(alias="maalform")
    source: Source = Field(alias="kilde")
    contact: Contact | None = Field(default=None, alias="kontakt")
    verification: Verification = Field(default=Verification(), alias="verifisering")

    @model_validator(mode="after")
    def _years_in_order(self) -> "Solution":
        if self.year_start and self.year_end and self.year_end < self.year_start:
            raise ValueError(f"aar_slutt ({self.year_end}) er før aar_start ({self.year_start})")
        return self

    @property
    def owners_and_adopters(self) -> tuple[Participant, ...]:
        """Those who started it or took it into use; the partners where nobody else is known by number."""
        linked = [participant for participant in self.participants if participant.kommunenummer]
        leading = tuple(participant for participant in linked if participant.role is not Role.PARTNER)
        return leading or tuple(linked)


class Webinar(_Part):
    """A webinar or recorded seminar: who held it, when, and what was on the programme."""

    class Item(_Part):
        """One entry of the programme; ``actor`` is a body, never a person."""

        title: Text = Field(alias="innslag")
        actor: str | None = Field(default=None, alias="aktor")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text = Field(alias="tittel")
    organiser: Text | None = Field(default=None, alias="arrangor")
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = Field(
        default=None, alias="dato"
    )
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    recording_url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = Field(
        default=None, alias="opptak_url"
    )
    programme: tuple[Item, ...] = Field(default=(), alias="program")
    themes: tuple[Text, ...] = Field(default=(), alias="tema")
    form: str | None = None
    date_note: str | None = Field(default=None, alias="dato_merknad")
