"""Reading the questions."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.topics import Topic, fingerprint, read_sets, read_topics
from kunnskapsbase.errors import InputError

ROW = {"id": "a", "sporsmal": "Hvem?", "maalform": "nn", "relevant": {"x": 2}}


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    file = folder / "t.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return file


def test_a_line_becomes_a_topic(tmp_path: Path) -> None:
    row = ROW | {"kommune": "Træna", "innbyggere": 450, "region": "Nord-Norge", "rolle": "kommune"}
    (found,) = read_topics(write(tmp_path, row))
    assert found == Topic("a", "Hvem?", "nn", "Træna", 450, "Nord-Norge", {"x": 2})
    assert found.answerable
    assert found.states_size


def test_how_a_topic_is_put_and_how_natural_it_is_are_read_where_they_are_told(tmp_path: Path) -> None:
    (found,) = read_topics(write(tmp_path, ROW | {"form": "nokkelord", "naturlig": 0}))
    assert (found.form, found.natural) == ("nokkelord", 0)


def test_what_is_not_said_is_none_and_an_empty_relevant_means_that_nothing_answers(tmp_path: Path) -> None:
    (found,) = read_topics(write(tmp_path, ROW | {"relevant": {}, "kommune": None}))
    assert (found.municipality, found.inhabitants, found.region) == (None, None, None)
    assert not found.answerable
    assert not found.states_size


def test_a_missing_file_says_how_to_give_another_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--questions"):
        read_sets(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"maalform": "en"}, "linje 2.*nb eller nn"),
        ({"relevant": {"x": 0}}, "linje 2.*under 1"),
        ({"relevant": None}, "linje 2"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_topics(write(tmp_path, ROW, ROW | {"id": "b"} | change))


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mangler 'sporsmal'"):
        read_topics(write(tmp_path, {"id": "a", "maalform": "nb", "relevant": {}}))


def test_two_topics_may_not_share_an_id(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="samme id"):
        read_topics(write(tmp_path, ROW, ROW))


def test_the_fingerprint_follows_questions_and_grades() -> None:
    one = Topic("a", "Hvem?", "nb", relevant={"x": 2, "y": 1})
    assert fingerprint([one]) == fingerprint([Topic("a", "Hvem?", "nb", relevant={"y": 1, "x": 2})])
    assert fingerprint([one]) != fingerprint([Topic("a", "Hvem?", "nb", relevant={"x": 1, "y": 1})])
