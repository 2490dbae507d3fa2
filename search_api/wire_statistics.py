"""What goes over the wire of how solutions spread."""

from pydantic import BaseModel, ConfigDict, Field


class SpreadRow(BaseModel):
    """Where the adoptions of a group stood at the end of a month, as the municipalities told it themselves."""

    model_config = ConfigDict(frozen=True)

    group: str = Field(description="The solution's id, the theme, the fylkesnummer or the size band.", examples=["56"])
    group_words: str = Field(description="The same in words.", examples=["Finnmark"])
    month: str = Field(examples=["2026-03"])
    considering: int
    following: int
    adopting: int
    in_operation: int
    stopped: int
    ever_in_use: int = Field(description="How many had taken it into use by then, also those that stopped since.")
