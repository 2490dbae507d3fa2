"""What networks and schemes have in common: how strict their models are, and where each is told of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kunnskapsbase.solution import Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Fylkesnummer = Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
Year = Annotated[int, Field(ge=1900, le=2100)]


class EntityPart(BaseModel):
    """Base of the models: nothing unknown is let in, and nothing is changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


class EntitySource(EntityPart):
    """Where it is told of. ``year`` is the year that what is told was true; ``url`` is empty where none is known."""

    title: Text | None = Field(default=None, alias="tittel")
    publisher: Text = Field(alias="utgiver")
    url: Address | None = None
    year: Year | None = Field(default=None, alias="aar")
