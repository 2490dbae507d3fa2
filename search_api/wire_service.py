"""How the service is, and what is told when something is wrong. Nothing but pydantic."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True)


class Health(_Wire):
    """Whether the service can answer, and of what."""

    status: Literal["ok", "unavailable"]
    solutions: int
    passages: int
    files_rejected: int
    index: str | None
    documents: int = Field(default=0, description="Reports, webinars and the like in the record store.")
    document_passages: int = Field(default=0, description="Their passages in the index.")
    document_index: str | None = Field(default=None, description="Null where nothing has been indexed.")
    embedding_model: str
    processes: int = Field(default=1, description="How many processes answer questions at this moment.")
    detail: str | None = None


class ProblemError(_Wire):
    """One parameter at fault."""

    parameter: str
    message: str


class Problem(_Wire):
    """RFC 9457 problem details."""

    type: str = Field(examples=["/problemer/ugyldig-parameter"])
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ProblemError] = []
