"""``/v1/borders``: the outlines of the municipalities, for maps."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from search_api.dependencies import Service

router = APIRouter()
_ONE_DAY_S = 86_400


@router.get("/v1/borders", response_class=FileResponse, summary="The outlines of the municipalities, as TopoJSON")
def borders(service: Service) -> FileResponse:
    """One geometry a municipality, in the object ``Kommuner``; coasts are simplified. © Kartverket, CC BY 4.0.

    A geometry's ``id`` is the kommunenummer, and its properties ``lon`` and ``lat`` are a point on the municipality's
    land (WGS 84, degrees).
    """
    return FileResponse(
        service.settings.corpus / "kommuner" / "grenser.topojson",
        media_type="application/json",
        headers={"Cache-Control": f"public, max-age={_ONE_DAY_S}"},
    )
