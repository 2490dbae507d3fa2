"""The shape of every list over the wire."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item", bound=BaseModel)


class Listed(BaseModel, Generic[Item]):
    """Some of what there is, how much there is in all, and where the next of it stands."""

    model_config = ConfigDict(frozen=True)

    results: list[Item]
    total: int = Field(description="How many there are in all.")
    next: str | None = Field(default=None, description="The address of the next of them; null where there are no more.")
