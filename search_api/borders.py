"""``/v1/borders``: the outlines of the municipalities, for maps."""

from typing import Any

from fastapi import APIRouter, Request, Response

from search_api.conditional import UNCHANGED, answered
from search_api.dependencies import Service

router = APIRouter()
_ONE_DAY_S = 86_400


@router.get(
    "/v1/borders",
    response_model=dict[str, Any],
    responses=UNCHANGED,
    summary="The outlines of the municipalities, as TopoJSON",
)
def borders(request: Request, service: Service) -> Response:
    """One geometry a municipality, in the object ``Kommuner``; coasts are simplified. © Kartverket, CC BY 4.0.

    A geometry's ``id`` is the kommunenummer, and its properties ``lon`` and ``lat`` are a point on the municipality's
    land (WGS 84, degrees).
    """
    outlines = (service.settings.corpus / "kommuner" / "grenser.topojson").read_bytes()
    return answered(request, outlines, headers={"Cache-Control": f"public, max-age={_ONE_DAY_S}"})
