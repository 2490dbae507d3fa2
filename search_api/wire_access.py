"""What goes over the wire about keys, and about what was written with them."""

from pydantic import BaseModel, ConfigDict, Field

from search_api.wire_listing import Listed


class KeyHolder(BaseModel):
    """What the key of the request is good for."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    role: str = Field(examples=["municipality"], description="organiser, adviser, municipality or admin.")
    kommunenummer: str | None = Field(default=None, description="For a municipality's key: the one it may write for.")


class AuditFound(BaseModel):
    """One write."""

    model_config = ConfigDict(frozen=True)

    when: str = Field(description="ISO 8601 in UTC; a day alone for what is kept without who wrote it.")
    key_id: str = Field(description="The key it was written with; empty for what is written without.")
    role: str
    action: str = Field(examples=["opprettet"])
    entity: str = Field(examples=["adopsjon"])
    entity_id: str


class AuditList(Listed[AuditFound]):
    """Writes."""
