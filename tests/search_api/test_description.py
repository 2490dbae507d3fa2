"""The OpenAPI description is what is served: schemathesis finds no answer that it does not tell of."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.service import SearchService
from tests.fuzz.attacking import attack, target


@pytest.fixture(scope="module")
def description(service: SearchService) -> dict[str, Any]:
    return create_app(service).openapi()


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_every_error_is_described_as_a_problem(description: dict[str, Any]) -> None:
    for name, operation in operations(description):
        for status, response in operation["responses"].items():
            # How the service is, is told the same way when it is not well.
            if int(status) >= 400 and name != "get /health":
                assert list(response["content"]) == ["application/problem+json"], (name, status)
        assert {"429", "500", "503"} <= set(operation["responses"]), name
    assert "HTTPValidationError" not in json.dumps(description)


def shows_what_it_may_be(parameter: dict[str, Any]) -> bool:
    schema = parameter["schema"]
    parts = [schema, *schema.get("anyOf", []), schema.get("items", {})]
    told = "example" in parameter or "examples" in parameter or any("examples" in part for part in parts)
    closed = any({"enum", "const", "$ref", "minimum"} & set(part) or part.get("type") == "boolean" for part in parts)
    return told or closed or schema.get("default") is not None


def test_every_operation_says_what_it_is_and_every_parameter_what_it_may_be(description: dict[str, Any]) -> None:
    for name, operation in operations(description):
        assert operation.get("summary"), name
        for parameter in operation.get("parameters", []):
            assert shows_what_it_may_be(parameter), (name, parameter["name"])


_ALLOWED = (
    ("/v1/solutions", "GET"),
    ("/v1/adoptions", "GET, POST"),
    ("/v1/mentors/match", "GET"),
    ("/v1/mentors/mentor-0f3a9c5d7e21", "DELETE, PATCH"),
)


def test_a_method_that_is_not_allowed_is_told_which_are(service: SearchService) -> None:
    client = TestClient(create_app(service))
    for path, allowed in _ALLOWED:
        response = client.put(path)
        assert response.status_code == 405
        assert response.headers["allow"] == allowed


def test_no_request_gets_a_500_or_an_answer_that_is_not_described(description: dict[str, Any], tmp_path: Path) -> None:
    with target(tmp_path) as (address, key):
        run = attack(address, key, tmp_path, examples=5, seed=1)
    assert run.returncode == 0, run.stdout
    assert f"Tested: {len(list(operations(description)))}\n" in run.stdout


def test_every_post_that_writes_can_be_sent_again_and_is_done_once(description: dict[str, Any]) -> None:
    """A link is made and not written down: it may be made again."""
    writes_nothing = {"post /v1/adoption-links", "post /v1/contacts/{contact_id}/confirmation-link"}
    posts = {name: each for name, each in operations(description) if name.startswith("post ")}
    assert writes_nothing < posts.keys()
    for name in posts.keys() - writes_nothing:
        headers = {each["name"].lower() for each in posts[name]["parameters"] if each["in"] == "header"}
        assert "idempotency-key" in headers, name
