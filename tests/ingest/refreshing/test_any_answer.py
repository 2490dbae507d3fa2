"""Whatever a source answers, it is read, refused or held back in words; nothing else ever comes of it."""

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.refreshing import load_sources
from ingest.refreshing.answers import UnknownShapeError
from ingest.refreshing.plan import NotBelievedError, SourcePlan, plan_of
from ingest.refreshing.readers import READERS
from ingest.refreshing.reading import Asking
from ingest.refreshing.table import Table
from tests.support.open_apis import ANSWERS, REGISTER, rows_of

TABLE = Table.read(REGISTER / "kommuner.csv")
ROWS = {number: row for number, row in rows_of(REGISTER / "kommuner.csv").items() if row["fylkesnummer"] == "18"}
NORDLAND = Table(Path("kommuner.csv"), TABLE.columns, ROWS)
SOURCES = {source.id: source for source in load_sources(REGISTER)}
GOOD = {source: make(ROWS) for source, make in ANSWERS.items()}

_odd: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        10**30,
        "",
        " ",
        "x",
        "-1",
        "1804",
        "99999",
        "2026-13-45",
        "https://[",
        "@",
        "\ud800",
        [],
        {},
    ]
) | st.text(max_size=8)


def _places(content: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401 - any JSON
    """Where something stands in an answer: the first three of each list, which are all alike."""
    steps = list(content.items()) if isinstance(content, dict) else []
    steps += list(enumerate(content[:3])) if isinstance(content, list) else []
    return [path, *(place for step, value in steps for place in _places(value, (*path, step)))]


PLACES = {source: _places(content)[1:] for source, content in GOOD.items()}


def _read(source: str, content: object) -> SourcePlan | None:
    """What comes of an answer; None where it is refused in words."""
    try:
        reading = READERS[source].read(Asking(lambda _: content, NORDLAND, date(2026, 11, 29)))
        return plan_of(SOURCES[source], reading, NORDLAND)
    except (UnknownShapeError, NotBelievedError) as refused:
        assert str(refused).isprintable()
        return None


@pytest.mark.parametrize("source", ANSWERS)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_an_answer_with_anything_anywhere_is_read_or_refused(source: str, data: st.DataObject) -> None:
    content = copy.deepcopy(GOOD[source])
    for place in data.draw(st.lists(st.sampled_from(PLACES[source]), min_size=1, max_size=2)):
        holder = content
        try:
            for step in place[:-1]:
                holder = holder[step]
            holder[place[-1]] = data.draw(_odd)
        except (KeyError, IndexError, TypeError):
            continue  # the first replaced what the second is in
    plan = _read(source, content)
    for change in plan.changes if plan else ():
        assert change.column in SOURCES[source].columns
        assert change.kommunenummer in ROWS
        assert change.new
        assert change.new.isprintable()
        assert change.new != change.old


@pytest.mark.parametrize("source", ANSWERS)
def test_the_answer_that_says_what_stands_there_changes_nothing(source: str) -> None:
    plan = _read(source, GOOD[source])
    assert plan is not None
    assert (plan.changes, plan.held_back, plan.gone, plan.new) == ((), (), (), ())
