"""``/v1/key``: what the key of the request is good for."""

from fastapi import APIRouter

from search_api.access import NEEDS_KEY, Writer
from search_api.wire_access import KeyHolder

router = APIRouter()


@router.get("/v1/key", responses=NEEDS_KEY, summary="What is my key good for?")
def key(caller: Writer) -> KeyHolder:
    """The role of the key that the request carries, and for a municipality's key which one it may write for."""
    held = caller.key
    return KeyHolder(id=held.id, name=held.name, role=held.role.value, kommunenummer=held.kommunenummer)
