"""What came of checking an address, as it is told and as it is noted until the next time."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class SourceStatus(StrEnum):
    """What came of checking an address.

    ``UNREACHABLE`` may pass, and is ``DEAD`` when it has not passed in several checks. ``LEFT_ALONE`` may well be
    alive: the site asks programs to stay away, or gives nothing to them.
    """

    ALIVE = "lever"
    CHANGED = "endret"
    MOVED = "flyttet"
    DEAD = "død"
    UNREACHABLE = "utilgjengelig"
    LEFT_ALONE = "ikke_sjekket"

    @property
    def is_for_a_person(self) -> bool:
        """Whether somebody should look at it."""
        return self not in {SourceStatus.ALIVE, SourceStatus.LEFT_ALONE}


class Result(BaseModel):
    """What is known of an address. ``checked`` and ``changed`` are times (ISO 8601, UTC); ``failures`` are in a row.

    The title and the hash of the text are of the last time it answered with something that could be read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    address: str = Field(alias="adresse")
    status: SourceStatus
    checked: str = Field(alias="sjekket")
    message: str = Field(alias="melding")
    failures: Annotated[int, Field(ge=0)] = Field(default=0, alias="feil_paa_rad")
    leads_to: str | None = Field(default=None, alias="leder_til")
    title: str | None = Field(default=None, alias="tittel")
    text_hash: str | None = Field(default=None, alias="teksthash")
    changed: str | None = Field(default=None, alias="endret")
    etag: str | None = None
    last_modified: str | None = Field(default=None, alias="sist_endret")
