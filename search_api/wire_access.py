"""What goes over the wire about keys."""

from pydantic import BaseModel, ConfigDict, Field


class KeyHolder(BaseModel):
    """What the key of the request is good for."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    role: str = Field(examples=["municipality"], description="organiser, adviser, municipality or admin.")
    kommunenummer: str | None = Field(default=None, description="For a municipality's key: the one it may write for.")
