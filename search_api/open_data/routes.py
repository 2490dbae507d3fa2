"""The routes ``/v1/dataset`` and ``/v1/dataset/solutions``."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import PROBLEM, Service
from search_api.listing import ListParameters, listed
from search_api.open_data.addresses import JSON_LD, public_base
from search_api.open_data.catalogue import catalogue
from search_api.open_data.rows import DatasetRow, dataset_row
from search_api.wire_listing import Listed

router = APIRouter()


class _JsonLd(Response):
    media_type = JSON_LD


@router.get(
    "/v1/dataset",
    response_class=_JsonLd,
    responses={200: {"content": {JSON_LD: {"schema": {"type": "object"}}}}, **UNCHANGED},
    summary="The dataset, described for harvesters",
)
def dataset(request: Request, service: Service) -> Response:
    """DCAT-AP-NO 3 as JSON-LD: what the dataset is, who publishes it, its licence, and where to get it."""
    solutions = [each.solution for each in service.solutions()]
    base = public_base(request, service.settings)
    described = catalogue(solutions, service.solutions_changed(), base, service.settings)
    return answered(request, json.dumps(described, ensure_ascii=False), JSON_LD)


@router.get(
    "/v1/dataset/solutions",
    response_model=Listed[DatasetRow],
    responses={**UNCHANGED, 422: {**PROBLEM, "description": "A parameter cannot be used."}},
    summary="Every solution, as JSON or as a sheet",
)
def dataset_solutions(request: Request, parameters: Annotated[ListParameters, Query()], service: Service) -> Response:
    """All that is known of every solution, to be used freely with the source named (CC BY 4.0)."""
    rows = [dataset_row(each.solution) for each in service.solutions()]
    return listed(request, parameters, rows, DatasetRow, "losninger")
