"""Whom to write to in a municipality: a role or a unit, with where it stands and when somebody last said it is right.

Role mailboxes come first. A person's name is kept only with consent, and only until the day the consent ends; an
address or a telephone that belongs to a person is refused.
"""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, model_validator

from kunnskapsbase.added import Added, Kommunenummer, Short, SolutionId, id_of, visible
from kunnskapsbase.errors import InputError
from kunnskapsbase.months import months_after
from kunnskapsbase.privacy import masked
from kunnskapsbase.privacy.emails import why_private
from kunnskapsbase.privacy.phones import private_phones
from kunnskapsbase.solution import MAILBOX

# What nobody has confirmed for so long is told with a flag.
FRESH_FOR_MONTHS = 12


def _of_a_role(address: str) -> str:
    if reason := why_private(address):
        raise InputError(
            f"«{address}» lagres ikke: {reason}. Oppgi adressen til en rolle eller enhet, for eksempel "
            "postmottak@kommunen.no.",
            parameter="email",
        )
    return address


def _of_an_office(number: str) -> str:
    if private_phones(number):
        raise InputError(
            f"«{number}» lagres ikke: det er et mobilnummer eller et utenlandsk nummer, og tilhører trolig en person. "
            "Oppgi nummeret til sentralbordet eller enheten.",
            parameter="phone",
        )
    return number


def _without_what_is_private(text: str, info: ValidationInfo) -> str:
    if masked(text) != text:
        raise InputError(
            f"«{text}» lagres ikke: teksten har noe som tilhører en person (nummer eller adresse). Skriv navnet på "
            "rollen, enheten eller kilden alene.",
            parameter=info.field_name,
        )
    return text


_Plain = Annotated[Short, AfterValidator(_without_what_is_private)]


class Person(Added):
    """A person who has agreed to be named, and from when to when. Nobody is named without."""

    name: Short = Field(alias="navn")
    consented: date = Field(alias="samtykke_gitt")
    ends: date = Field(alias="samtykke_til")

    @model_validator(mode="after")
    def _consent_lasts(self) -> "Person":
        if self.ends <= self.consented:
            raise InputError(
                f"Samtykket skal vare: det ble gitt {self.consented}, og slutter {self.ends}. Rett datoene.",
                parameter="person",
            )
        return self


class ContactPoint(Added):
    """A role or unit of a municipality, for one solution or for anything.

    ``source`` says where it was read or who told it; ``last_confirmed`` is the day somebody last said it is right,
    ``None`` where nobody has.
    """

    kommunenummer: Kommunenummer
    solution_id: SolutionId | None = Field(default=None, alias="losning")
    unit: _Plain = Field(alias="enhet")
    email: (
        Annotated[
            str,
            StringConstraints(pattern=MAILBOX.pattern, max_length=200, to_lower=True),
            AfterValidator(visible),
            AfterValidator(_of_a_role),
        ]
        | None
    ) = Field(default=None, alias="epost")
    phone: (
        Annotated[str, StringConstraints(pattern=r"^\+?[\d \u00a0.-]{3,20}$"), AfterValidator(_of_an_office)] | None
    ) = Field(default=None, alias="telefon")
    website: (
        Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=1000), AfterValidator(visible)] | None
    ) = Field(default=None, alias="nettsted")
    source: _Plain = Field(alias="kilde")
    last_confirmed: date | None = Field(default=None, alias="sist_bekreftet")
    person: Person | None = None

    @model_validator(mode="after")
    def _can_be_reached(self) -> "ContactPoint":
        if not (self.email or self.phone or self.website):
            raise InputError("Kontakten kan ikke nås: oppgi e-post, telefon eller nettsted.", parameter="email")
        return self

    @property
    def id(self) -> str:
        """The same for the same unit of the same municipality and solution."""
        return id_of("kontakt", self.kommunenummer, self.solution_id or "", self.unit.casefold())

    def is_stale(self, day: date) -> bool:
        """Whether nobody has confirmed it in the twelve months before ``day``."""
        return self.last_confirmed is None or months_after(self.last_confirmed, FRESH_FOR_MONTHS) < day

    def on(self, day: date) -> "ContactPoint":
        """The contact as it may be shown on ``day``: without a person whose consent has ended by then."""
        if self.person is None or day < self.person.ends:
            return self
        return self.model_copy(update={"person": None})
