"""What goes over the wire about «did this help?»."""

from pydantic import BaseModel, ConfigDict, Field


class FeedbackReceived(BaseModel):
    """That an answer was counted, and what was kept of it."""

    model_config = ConfigDict(frozen=True)

    solution_id: str
    question: str = Field(description="The question as it was kept: without what is private and without who asked.")
    helped: bool
