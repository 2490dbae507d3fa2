"""The OpenAPI description, made to say what is answered: lists come as sheets too, and every error is a problem.

FastAPI puts an error's model under the route's own content type, and has a shape of its own for what cannot be
validated; neither is what is sent (``problems``).
"""

from typing import Any

from fastapi import FastAPI

from search_api.problems import CONTENT_TYPE

_OURS = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_FASTAPI_OWN = ("HTTPValidationError", "ValidationError")
_UNUSABLE = {"description": "A parameter or the body cannot be used.", "content": _OURS}
_UNREADABLE = {"description": "The body is not JSON in UTF-8.", "content": _OURS}
_UNEXPECTED = {"description": "Something went wrong on our side.", "content": _OURS}
_METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options"})


class DescribedApp(FastAPI):
    """An application whose description holds for its errors too."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if not self.openapi_schema:
            complete(super().openapi())
        assert self.openapi_schema is not None
        return self.openapi_schema


def complete(description: dict[str, Any]) -> None:
    """Mend the errors of every operation in ``description``, and add those that any may answer."""
    for path in description["paths"].values():
        for method, operation in path.items():
            if method in _METHODS:
                _mend(operation)
    schemas = description.get("components", {}).get("schemas", {})
    for name in _FASTAPI_OWN:
        schemas.pop(name, None)


def _mend(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for status, response in responses.items():
        content = response.get("content", {})
        if status.isdigit() and int(status) >= 400 and (CONTENT_TYPE in content or _is_fastapis(content)):
            response["content"] = _OURS
    if any("csv" in each["schema"].get("enum", ()) for each in operation.get("parameters", ())):
        responses["200"]["content"].setdefault("text/csv", {"schema": {"type": "string"}})
    if operation.get("parameters") or operation.get("requestBody"):
        responses.setdefault("422", _UNUSABLE)
    if operation.get("requestBody"):
        responses.setdefault("400", _UNREADABLE)
    responses.setdefault("500", _UNEXPECTED)


def _is_fastapis(content: dict[str, Any]) -> bool:
    schema = content.get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).endswith(f"/{_FASTAPI_OWN[0]}")
