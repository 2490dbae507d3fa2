"""Reads that need not be sent again: a weak ETag on the answer, and 304 to who has it already."""

import hashlib
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

# What a route says of it in the OpenAPI description.
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "What `If-None-Match` names is still the answer."}}


def etag(body: str | bytes) -> str:
    """A weak ETag: equal for equal bodies."""
    whole = body.encode() if isinstance(body, str) else body
    return f'W/"{hashlib.blake2b(whole, digest_size=12).hexdigest()}"'


def answered(
    request: Request, body: str | bytes, media_type: str = "application/json", headers: dict[str, str] | None = None
) -> Response:
    """The answer, or 304 without a body where ``If-None-Match`` names it. Its words follow the reader's language."""
    told = _headers(etag(body)) | (headers or {})
    return unchanged(request, told) or Response(body, media_type=media_type, headers=told)


def standing(request: Request, state: str, language: str) -> dict[str, str]:
    """The headers of an answer that is known by what it is made of, before it is made: ``state`` and what is asked."""
    asked = request.scope["query_string"].decode("latin-1")
    return _headers(etag(f"{state} {language} {asked}"))


def unchanged(request: Request, headers: Mapping[str, str]) -> Response | None:
    """304 with ``headers`` where ``If-None-Match`` names their ETag, else nothing."""
    known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if headers["ETag"] in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return None


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Vary": "Accept-Language"}
