"""``/v1/feedback``: did this help? Open to all, counted, and kept without who answered."""

from datetime import date

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.added import SolutionId
from kunnskapsbase.feedback import MAX_QUESTION, Feedback
from search_api.checking import checked
from search_api.dependencies import CANNOT_BE_USED, CHANGED_MEANWHILE, Service
from search_api.named import named_solution
from search_api.once import OncePerKey
from search_api.wire_feedback import FeedbackReceived

router = APIRouter(tags=["feedback"])


class FeedbackBody(BaseModel):
    """``POST /v1/feedback``."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    solution_id: SolutionId
    question: str = Field(min_length=1, max_length=MAX_QUESTION, description="What was asked when it was found.")
    helped: bool = Field(strict=True)


@router.post(
    "/v1/feedback",
    status_code=201,
    response_model=FeedbackReceived,
    responses={**CHANGED_MEANWHILE, **CANNOT_BE_USED},
    summary="Did this help?",
)
def feedback(body: FeedbackBody, once: OncePerKey, service: Service) -> Response:
    """Counted with the day. It is read by those who measure the search, and never changes the ranking by itself."""
    named_solution(body.solution_id, service)
    question = service.without_asker(body.question)
    fields: dict[str, object] = {"solution_id": body.solution_id, "question": question, "helped": body.helped}
    given = checked(Feedback, fields | {"day": date.today()})

    def make() -> FeedbackReceived:
        service.stores.feedback.record(given)
        return FeedbackReceived(solution_id=given.solution_id, question=given.question, helped=given.helped)

    return once.answer(make)
