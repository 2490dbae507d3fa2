"""The route ``/v1/solutions/{solution_id}/brief``."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from kunnskapsbase.municipalities import Municipality
from search_api.brief.content import Beside, tell
from search_api.brief.fitting import fitted
from search_api.brief.html import SECURITY_POLICY, to_html
from search_api.brief.pdf import to_pdf
from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import PROBLEM, Service, SolutionId, Words
from search_api.mentors.helping import help_with, whom_to_ring
from search_api.parameters import find_municipality
from search_api.service import SearchService
from search_api.shelf import Shelved
from search_api.wording import Language, wording

router = APIRouter()
_PDF = "application/pdf"


class BriefParameters(BaseModel):
    """What can be chosen of a brief."""

    model_config = ConfigDict(extra="forbid")

    municipality: str | None = Field(
        default=None,
        max_length=100,
        description="Who asks: kommunenummer (of today or earlier) or name. The page then tells how it fits them.",
        examples=["5614"],
    )
    format: Literal["html", "pdf"] | None = Field(
        default=None, description="What to answer with; without it the Accept header decides, and HTML goes first."
    )
    language: Language | None = Field(
        default=None, description="The language of the page's own words; without it the Accept-Language header decides."
    )


@router.get(
    "/v1/solutions/{solution_id}/brief",
    response_class=HTMLResponse,
    responses={
        200: {"content": {"text/html": {}, _PDF: {"schema": {"type": "string", "format": "binary"}}}},
        **UNCHANGED,
        404: {**PROBLEM, "description": "No solution has this id."},
        422: {**PROBLEM, "description": "A parameter cannot be used."},
    },
    summary="One solution on one page, to print or to send",
)
def brief(
    request: Request,
    solution_id: SolutionId,
    parameters: Annotated[BriefParameters, Query()],
    service: Service,
    words: Words,
) -> Response:
    """What was done, what it gave and takes, how it fits the one who asks, whom to ask, and what to settle at home.

    Texts that are too long for the page are shortened by whole sentences, with a pointer to the source.
    """
    words = wording(parameters.language) if parameters.language else words
    said = parameters.municipality
    municipality = find_municipality(said, service.register) if (said or "").strip() else None
    today = date.today()
    shelved = service.solution(solution_id)
    beside = _beside(shelved, municipality, service, today)
    page = fitted(tell(shelved, municipality, words, today, beside), words)
    headers = {"Vary": "Accept, Accept-Language", "Content-Language": words.language}
    if parameters.format == "pdf" or (parameters.format is None and _PDF in request.headers.get("accept", "")):
        headers["Content-Disposition"] = f'inline; filename="{solution_id}.pdf"'
        made = datetime.combine(today, time(), UTC)
        return answered(request, to_pdf(page, made), _PDF, headers)
    chosen = {"municipality": municipality.kommunenummer if municipality else None, "language": words.language}
    address = "?" + urlencode({"format": "pdf"} | {name: value for name, value in chosen.items() if value})
    headers["Content-Security-Policy"] = SECURITY_POLICY
    return answered(request, to_html(page, address, words), "text/html; charset=utf-8", headers)


def _beside(shelved: Shelved, asker: Municipality | None, service: SearchService, today: date) -> Beside:
    adoptions = service.stores.adoptions.of_solution(shelved.solution.id)
    if asker is None:
        return Beside(adoptions)
    circles = service.entities.networks().circles(today.year).get(asker.kommunenummer, ())
    return Beside(adoptions, whom_to_ring(asker, help_with(shelved.solution.id, None, service), service), circles)
