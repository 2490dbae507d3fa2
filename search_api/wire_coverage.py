"""What goes over the wire of how much there is, and where: counts, shared with the pages."""

from pydantic import BaseModel, ConfigDict, Field


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class Count(_Wire):
    """How many solutions have one value."""

    value: str = Field(examples=["Vestland"])
    count: int = Field(examples=[83])


class Coverage(_Wire):
    """How many solutions there are by what they can be narrowed by.

    Each list counts what would be left with its value chosen beside the other filters that are set. A solution of
    several municipalities counts once under each county and size, so those lists may add up to more than ``total``.
    """

    total: int = Field(description="Solutions that all the filters let through.")
    municipalities: int = Field(description="Municipalities that started or took into use any of them.")
    counties: list[Count]
    sectors: list[Count]
    statuses: list[Count]
    verifications: list[Count] = Field(description="By how far they have been verified.")
    languages: list[Count]
    sizes: list[Count] = Field(description="By inhabitants: the lower bound of each span, «0», «2000», «5000» …")
    years: list[Count] = Field(description="By the year it began, or the source's where that is not told.")
