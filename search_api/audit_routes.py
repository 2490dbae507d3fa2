"""``/v1/audit``: who wrote what and when, by key and role; for whoever runs the service."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from search_api.access import NEEDS_KEY, Admin
from search_api.conditional import UNCHANGED
from search_api.dependencies import CANNOT_BE_USED, Service
from search_api.listing import ListParameters, listed
from search_api.wire_access import AuditFound, AuditList

router = APIRouter(tags=["audit"])


class AuditParameters(ListParameters):
    """``GET /v1/audit``."""

    entity: str | None = Field(default=None, max_length=100, description="Only of this kind.", examples=["adopsjon"])
    entity_id: str | None = Field(
        default=None,
        pattern=r"^[\w-]{1,200}$",
        description="Only of this one.",
        examples=["adopsjon-0f3a9c5d7e21"],
    )
    key_id: str | None = Field(
        default=None, max_length=100, description="Only what was written with this key.", examples=["3f9a1c2b"]
    )


@router.get(
    "/v1/audit",
    response_model=AuditList,
    responses={**UNCHANGED, **NEEDS_KEY, **CANNOT_BE_USED},
    summary="Who wrote what, and when?",
)
def audit(request: Request, parameters: Annotated[AuditParameters, Query()], _: Admin, service: Service) -> Response:
    """Every write, the newest first unless ``sort`` says otherwise."""
    shown = [
        AuditFound(
            when=each.when,
            key_id=each.by.key_id,
            role=each.by.role.value,
            action=each.action.value,
            entity=each.entity,
            entity_id=each.entity_id,
        )
        for each in service.stores.audit.each(parameters.entity_id)
        if parameters.entity in {None, each.entity} and parameters.key_id in {None, each.by.key_id}
    ]
    return listed(request, parameters, shown[::-1], AuditFound, "logg")
