"""Running the query pipeline straight through gives what Haystack's own scheduler gives."""

from typing import Any

import pytest
from haystack import Pipeline, component
from networkx import NetworkXUnfeasible

from search_api.straight import StraightRun


@component
class Half:
    """Gives an even number's half, and an odd number itself."""

    @component.output_types(half=int, odd=int)
    def run(self, number: int) -> dict[str, int]:
        return {"odd": number} if number % 2 else {"half": number // 2}


@component
class Sum:
    """Adds two numbers."""

    @component.output_types(total=int)
    def run(self, left: int, right: int) -> dict[str, int]:
        return {"total": left + right}


def pipeline() -> Pipeline:
    made = Pipeline()
    for name, part in (("second", Half()), ("first", Half()), ("sum", Sum()), ("odd", Sum())):
        made.add_component(name, part)
    made.connect("first.half", "second.number")
    made.connect("first.half", "sum.left")
    made.connect("second.half", "sum.right")
    made.connect("second.odd", "odd.left")
    return made


@pytest.mark.parametrize("number", [3, 4, 6, 8])
def test_it_gives_what_haystack_gives_whichever_way_the_data_goes(number: int) -> None:
    data: dict[str, Any] = {"first": {"number": number}, "odd": {"right": 1}}
    expected = pipeline().run(data, include_outputs_from={"first", "second", "sum", "odd"})
    assert StraightRun(pipeline())(data) == expected


def test_a_loop_is_refused_when_it_is_made_and_not_when_it_is_asked() -> None:
    looped = Pipeline()
    looped.add_component("one", Half())
    looped.add_component("two", Half())
    looped.connect("one.half", "two.number")
    looped.connect("two.half", "one.number")
    with pytest.raises(NetworkXUnfeasible):
        StraightRun(looped)


def test_a_components_own_error_comes_out_as_it_is() -> None:
    with pytest.raises(TypeError):
        StraightRun(pipeline())({"first": {"number": "fire"}})
