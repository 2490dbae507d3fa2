"""The published JSON Schemas are made from the models, and every file of the corpus keeps to them."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from ingest.experience_file import read_experience, read_webinar
from ingest.network_file import read_network
from ingest.schema import schema, schema_text, write_schemas
from ingest.scheme_file import read_scheme
from kunnskapsbase.municipalities import MunicipalityRegister
from tests.ingest.conftest import CORPUS

NAMES = ["erfaring", "webinar", "nettverk", "ordning"]


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_is_what_the_models_give(name: str) -> None:
    assert (CORPUS / "skjema" / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)


def test_writing_the_schemas_gives_a_file_for_each_kind(tmp_path: Path) -> None:
    assert [path.name for path in write_schemas(tmp_path)] == [f"{name}.schema.json" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_speaks_norwegian(name: str) -> None:
    made = schema(name)
    Draft202012Validator.check_schema(made)
    assert made["$id"].endswith(name)
    assert all("description" in part for part in made["$defs"].values())


def test_every_experience_keeps_to_the_schema(register: MunicipalityRegister) -> None:
    validator = Draft202012Validator(schema("erfaring"))
    for path in (CORPUS / "erfaringer").glob("*.md"):
        content = read_experience(path, register).model_dump(mode="json", by_alias=True, exclude_none=True)
        assert [error.message for error in validator.iter_errors(content)] == []


def test_every_webinar_keeps_to_the_schema() -> None:
    validator = Draft202012Validator(schema("webinar"))
    for path in (CORPUS / "webinarer").glob("*.md"):
        content = read_webinar(path).model_dump(mode="json", by_alias=True, exclude_none=True)
        assert [error.message for error in validator.iter_errors(content)] == []


def test_every_network_and_scheme_keeps_to_the_schema(register: MunicipalityRegister) -> None:
    models: list[tuple[str, BaseModel]] = []
    for path in (CORPUS / "nettverk").glob("[!R]*.md"):
        models.append(("nettverk", read_network(path, register)))
    for path in (CORPUS / "ordninger").glob("[!R]*.md"):
        models.append(("ordning", read_scheme(path)))
    assert len(models) >= 127
    for name, model in models:
        content = model.model_dump(mode="json", by_alias=True, exclude_none=True)
        assert [error.message for error in Draft202012Validator(schema(name)).iter_errors(content)] == []


def test_the_schema_refuses_what_the_reader_refuses(register: MunicipalityRegister) -> None:
    path = next((CORPUS / "erfaringer").glob("*.md"))
    good = read_experience(path, register).model_dump(mode="json", by_alias=True, exclude_none=True)
    validator = Draft202012Validator(schema("erfaring"))
    faults: list[dict[str, object]] = [
        {"sektor": "vann"},
        {"id": "Å"},
        {"ukjent": 1},
        {"aktorer": []},
        {"aar_start": 1066},
    ]
    for wrong in faults:
        assert not validator.is_valid(good | wrong)
