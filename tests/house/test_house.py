"""The house keeps its own rules: settings are documented, catalogues are whole, what is pinned is what is used."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from kunnskapsbase.settings import ROOT, Settings
from search_api.wording import wording

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _environment_names() -> list[str]:
    names = []
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        names.append(f"KB_{name.upper()}" if alias is None else str(alias.choices[0]))  # type: ignore[union-attr]
    return names


@pytest.mark.parametrize("name", _environment_names())
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "innstillinger.md").read_text(encoding="utf-8")


def test_the_documented_defaults_are_the_ones_in_force() -> None:
    page = (ROOT / "docs" / "innstillinger.md").read_text(encoding="utf-8")
    fields = Settings.model_fields
    for name in ("rrf_k", "candidates", "rerank_weight", "wish_weight", "match_weight", "answer_coverage"):
        assert re.search(rf"`KB_{name.upper()}` \| {fields[name].default} \|", page), name
    bars = f"{fields['answer_similarity'].default}, {fields['answer_agreement'].default}"
    assert f"`KB_ANSWER_SIMILARITY`, `KB_ANSWER_AGREEMENT` | {bars} |" in page
    weights = ", ".join(f"{fields[name].default:g}" for name in ("dense_weight", "terms_weight", "grams_weight"))
    assert f"`KB_DENSE_WEIGHT`, `KB_TERMS_WEIGHT`, `KB_GRAMS_WEIGHT` | {weights} |" in page
    parts = ("match_size", "match_place", "match_centrality", "match_kostra", "match_language", "match_network")
    named = ", ".join(f"`KB_{name.upper()}`" for name in parts)
    shares = ", ".join(f"{fields[name].default:g}" for name in parts)
    assert f"{named} | {shares} |" in page


def test_the_api_says_the_same_things_in_both_languages() -> None:
    texts = {
        code: yaml.safe_load((ROOT / "search_api" / f"wording.{code}.yml").read_text(encoding="utf-8"))
        for code in ("nb", "nn")
    }
    assert texts["nb"].keys() == texts["nn"].keys()
    for key in texts["nb"]:
        assert sorted(PLACEHOLDER.findall(texts["nb"][key])) == sorted(PLACEHOLDER.findall(texts["nn"][key])), key
        assert "innovasjon" not in texts["nb"][key].lower()


def test_every_code_the_corpus_uses_has_words_in_both_languages() -> None:
    from kunnskapsbase.mentor import Help  # noqa: PLC0415
    from kunnskapsbase.mentoring import Standing  # noqa: PLC0415
    from kunnskapsbase.network import Certainty, NetworkKind  # noqa: PLC0415
    from kunnskapsbase.scheme import SchemeLevel, SchemeStatus  # noqa: PLC0415
    from kunnskapsbase.solution import Role, Sector, Status, VerificationLevel, Verifier  # noqa: PLC0415

    for prefix, codes in (
        ("role", Role),
        ("sector", Sector),
        ("status", Status),
        ("verification", VerificationLevel),
        ("verifier", Verifier),
        ("network", NetworkKind),
        ("certainty", Certainty),
        ("scheme", SchemeStatus),
        ("level", SchemeLevel),
        ("help", Help),
        ("standing", Standing),
    ):
        for code in codes:
            assert wording("nb").say(f"{prefix}_{code.value}")
            assert wording("nn").say(f"{prefix}_{code.value}")


def test_every_make_target_that_is_named_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    named = [name for line in re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE) for name in line.split()]
    assert len(named) > 20
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_the_compose_file_follows_the_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    checked = subprocess.run([*command, str(ROOT / "docker-compose.yml")], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_compose_file_pins_its_images_runs_nobody_as_root_and_watches_every_service() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    for name, service in compose["services"].items():
        assert ":" in service["image"], name
        assert not service["image"].endswith(":latest"), name
        assert service["user"] not in {"0", "root"}, name
        assert "healthcheck" in service or service.get("restart") == "no", name
    assert "QDRANT_URL" in compose["services"]["api"]["environment"]
    variables = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert all(f"{variable}=" in example for variable in variables)


def test_the_image_reaches_postgresql_with_the_driver_that_is_tested_with() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert '-r requirements.lock -c requirements-dev.lock "psycopg[binary]"' in dockerfile
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    assert all(re.search(rf"^{name}==\d", lock, re.MULTILINE) for name in ("psycopg", "psycopg-binary"))
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(extras["postgresql"]) <= set(extras["dev"])
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert "DATABASE_URL" in compose["services"]["api"]["environment"]
    assert "DATABASE_URL" in compose["services"]["ingest"]["environment"]


def test_the_lock_pins_every_dependency_and_brings_no_graphics_packages() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    pinned = {line.split("==")[0].replace("_", "-") for line in lock.splitlines() if "==" in line}
    assert all("==" in line for line in lock.splitlines() if line.strip())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        name = re.split(r"[<>=\[ ]", dependency)[0].lower().replace("_", "-")
        assert name in pinned, name
    assert "nvidia" not in lock
    assert "torch" not in pinned


def test_telemetry_is_off_in_every_way_in() -> None:
    for entry in ("ingest/__main__.py", "search_api/__main__.py", "demo/processes.py", "Makefile", "Dockerfile"):
        assert "HAYSTACK_TELEMETRY_ENABLED" in (ROOT / entry).read_text(encoding="utf-8"), entry
    assert "gatherUsageStats = false" in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")


def test_no_file_knows_the_questions_it_is_measured_on() -> None:
    questions = ROOT.parent / "shared" / "data" / "sporsmal"
    if not questions.is_dir():
        # The questions do not travel with the repository; where they are not, there is nothing to compare with.
        return
    asked = [
        json.loads(line)["sporsmal"]
        for file in questions.glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    rooms = ("kunnskapsbase", "ingest", "search_api", "ui", "tables", "training", "demo")
    sources = [path for room in rooms for path in (ROOT / room).rglob("*") if path.suffix in {".py", ".yml", ".txt"}]
    assert asked
    for path in sources:
        text = path.read_text(encoding="utf-8")
        assert not [question for question in asked if len(question) > 20 and question in text], path


def test_no_file_is_so_long_that_it_must_hold_more_than_one_subject() -> None:
    rooms = ("kunnskapsbase", "ingest", "search_api", "ui", "tables", "eval", "demo", "training")
    long = {
        str(path.relative_to(ROOT)): lines
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert long == {}


def test_every_package_can_be_imported_from_the_root_alone() -> None:
    for room in ("kunnskapsbase", "ingest", "search_api", "ui", "tables", "eval", "demo", "training"):
        assert (Path(ROOT) / room / "__init__.py").is_file(), room


def test_the_readme_quotes_the_results_as_they_are() -> None:
    from eval.readme import quoted  # noqa: PLC0415

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    report = json.loads((ROOT / "eval" / "results" / "retrieval.json").read_text(encoding="utf-8"))
    assert quoted(readme, report) == readme
    assert "| vanlige | hele svaret |" in readme
