"""The parameters of a question over HTTP, checked and turned into an ``Ask``."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Query as QueryParameter
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kunnskapsbase.document import DocumentKind
from kunnskapsbase.errors import InputError, UnknownMunicipalityError
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.solution import Sector, Status, VerificationLevel
from search_api.asking import Ask, Language
from search_api.wire import Part

MAX_QUESTION = 1000
_SHOWN = 10
_MOST = 50


class _Question(BaseModel):
    """What every question has. Unknown parameters are refused, so that a misspelt filter is not silently left out."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(
        description="The question, in your own words.",
        max_length=MAX_QUESTION,
        examples=["Hvem har løst nattilsyn i hjemmetjenesten for en kommune med 2 000 innbyggere?"],
    )

    @field_validator("q")
    @classmethod
    def _asks_something(cls, value: str) -> str:
        if not any(letter.isalnum() for letter in value):
            raise ValueError("Spørsmålet er tomt. Skriv noen ord om det dere vil ha løst.")
        return value.strip()


class SolutionParameters(_Question):
    """``GET /v1/solutions``."""

    municipality: str | None = Field(
        default=None, description="Who asks: kommunenummer (of today or earlier) or name.", examples=["5614"]
    )
    population_min: int | None = Field(
        default=None, ge=0, le=10_000_000, description="Only participants this large.", examples=[500]
    )
    population_max: int | None = Field(
        default=None, ge=0, le=10_000_000, description="Only participants this small.", examples=[3000]
    )
    sector: list[Sector] = Field(
        default=[], description="Only these sectors; may be repeated.", examples=[["helse-omsorg"]]
    )
    status: list[Status] = Field(default=[], description="Only these statuses; may be repeated.")
    verification: list[VerificationLevel] = Field(
        default=[], description="Only what has been verified so far; may be repeated."
    )
    county: list[str] = Field(
        default=[], description="Only these counties, by number or name; may be repeated.", examples=[["56"]]
    )
    language: Literal["nb", "nn"] | None = Field(default=None, description="Only texts in bokmål or nynorsk.")
    without: list[Part] = Field(
        default=[], description="What is understood of the question and is not to be used; may be repeated."
    )
    limit: int | None = Field(
        default=None,
        ge=1,
        le=_MOST,
        description=f"How many solutions at most: {_SHOWN} unless told; in a sheet {_MOST}.",
        examples=[20],
    )
    offset: int = Field(default=0, ge=0, le=10_000_000, description="How many of them to pass over.")
    format: Literal["json", "csv"] = Field(default="json", description="csv gives a sheet of the solutions.")
    passages: int = Field(default=3, ge=0, le=5, description="How many passages of reports and webinars at most.")

    @model_validator(mode="after")
    def _span_is_in_order(self) -> "SolutionParameters":
        low, high = self.population_min, self.population_max
        if low is not None and high is not None and low > high:
            raise InputError(
                f"population_min ({low}) er større enn population_max ({high}). Bytt dem om.",
                parameter="population_min",
            )
        return self

    @property
    def as_sheet(self) -> bool:
        """Whether a sheet is asked for."""
        return self.format == "csv"

    @property
    def wanted(self) -> int:
        """How many solutions are asked for."""
        return self.limit or (_MOST if self.as_sheet else _SHOWN)

    def ask(self, register: MunicipalityRegister) -> Ask:
        """The question for the pipeline.

        Raises:
            InputError: an unknown municipality or county.
        """
        counties: list[str] = []
        for name in self.county:
            if name.strip():
                counties.extend(register.county_numbers(name))
        asker = find_municipality(self.municipality, register) if (self.municipality or "").strip() else None
        return Ask(
            text=self.q,
            municipality=asker,
            population_min=self.population_min,
            population_max=self.population_max,
            counties=tuple(dict.fromkeys(counties)),
            sectors=tuple(self.sector),
            statuses=tuple(self.status),
            verifications=tuple(self.verification),
            language=self.language,
            solutions=self.wanted,
            offset=self.offset,
            passages=0 if self.as_sheet else self.passages,
            without=tuple(dict.fromkeys(self.without)),
            today=date.today(),
        )


class PassageParameters(_Question):
    """``GET /v1/passages``."""

    language: Language | None = Field(default=None, description="Only passages in this language.")
    kind: list[DocumentKind] = Field(default=[], description="Only documents of these kinds; may be repeated.")
    limit: int = Field(default=10, ge=1, le=50, description="How many passages at most.")

    def ask(self) -> Ask:
        """The question for the pipeline."""
        return Ask(
            text=self.q,
            language=self.language,
            kinds=tuple(self.kind),
            solutions=0,
            passages=self.limit,
            today=date.today(),
        )


SolutionQuery = Annotated[SolutionParameters, QueryParameter()]
PassageQuery = Annotated[PassageParameters, QueryParameter()]


def find_municipality(said: str | None, register: MunicipalityRegister) -> Municipality:
    """The one municipality meant by a number or a name.

    Raises:
        UnknownMunicipalityError: nobody has that number or name, or several have the name.
    """
    wanted = (said or "").strip()
    if wanted.isdigit():
        return register.get(wanted)
    found = register.named(wanted.removesuffix(" kommune"))
    if not found:
        found = [register.get(old.main_successor) for old in register.formerly_named(wanted.removesuffix(" kommune"))]
    if len(found) == 1:
        return found[0]
    if found:
        places = " og ".join(f"{each.kommunenummer} ({each.name} i {each.county})" for each in found)
        message = f"Flere kommuner heter «{wanted}»: {places}. Bruk kommunenummeret."
    else:
        near = ", ".join(f"{each.name} ({each.kommunenummer})" for each in register.search(wanted[:3], 3))
        hint = f" Mente du {near}?" if near else ""
        message = f"Ukjent kommune «{wanted}».{hint} Bruk navnet eller det firesifrede kommunenummeret."
    raise UnknownMunicipalityError(message, parameter="municipality")
