"""What routes ask for: the running service, the words of the reader's language, and how they tell of problems."""

from typing import Annotated, Any

from fastapi import Depends, Header, Path, Request

from search_api.problems import CONTENT_TYPE
from search_api.questions import QuestionService
from search_api.service import SearchService
from search_api.wire_service import Problem
from search_api.wording import Wording, preferred, wording

PROBLEM: dict[str, Any] = {"model": Problem, "content": {CONTENT_TYPE: {}}}
CANNOT_BE_USED: dict[int | str, dict[str, Any]] = {422: {**PROBLEM, "description": "What was sent cannot be used."}}
CHANGED_MEANWHILE: dict[int | str, dict[str, Any]] = {
    409: {**PROBLEM, "description": "It is there already with other content, or somebody else changed it meanwhile."}
}


# Both are coroutines only so that they run where they are called: a plain function costs a hop to another thread.
async def service_of(request: Request) -> SearchService:
    """The running service."""
    service: SearchService = request.app.state.service
    return service


async def words_for(
    accept_language: Annotated[str | None, Header(description="nb or nn", examples=["nb"])] = None,
) -> Wording:
    """The words of the reader's language."""
    return wording(preferred(accept_language))


Service = Annotated[SearchService, Depends(service_of)]
Questions = Annotated[QuestionService, Depends(service_of)]
Words = Annotated[Wording, Depends(words_for)]
SolutionId = Annotated[str, Path(max_length=200, examples=["flekkefjord-brannvakt-trygghetsalarm"])]
