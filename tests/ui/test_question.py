"""The question and the address are two ways to write the same."""

import pytest

from ui.ask.question import LAST_LIMIT, Question


class _Address(dict[str, list[str]]):
    def get_all(self, key: str) -> list[str]:
        return self.get(key, [])


def _address_of(question: Question) -> _Address:
    written = question.to_address()
    return _Address({key: [value] if isinstance(value, str) else value for key, value in written.items()})


FULL = Question(
    text="Nattilsyn?",
    municipality="5614",
    counties=("Finnmark", "Troms"),
    sectors=("helse-omsorg",),
    statuses=("pilot", "drift"),
    levels=("lest", "bekreftet"),
    population_min=0,
    population_max=5000,
    language="nn",
    left_out=("size", "year"),
    limit=20,
)


@pytest.mark.parametrize("question", [Question(), Question(text="x"), FULL])
def test_a_question_written_to_the_address_is_read_back_the_same(question: Question) -> None:
    assert Question.from_address(_address_of(question)) == question


def test_an_empty_question_leaves_the_address_empty() -> None:
    assert Question().to_address() == {}


def test_nonsense_in_the_address_is_left_out() -> None:
    nonsense = _Address(
        {
            "fra": ["mange"],
            "til": ["-5"],
            "sektor": ["tull"],
            "status": [""],
            "maalform": ["en"],
            "uten": ["alt"],
            "antall": ["9999"],
        }
    )
    assert Question.from_address(nonsense) == Question(limit=LAST_LIMIT)


def test_an_endless_question_is_cut_to_what_the_api_takes() -> None:
    assert len(Question.from_address(_Address({"q": ["x" * 5000]})).text) == 1000


def test_the_api_is_asked_for_what_is_chosen_and_nothing_else() -> None:
    assert Question(text="x").to_parameters() == [("q", "x"), ("limit", 10)]
    assert ("county", "Troms") in FULL.to_parameters()
    assert ("population_min", 0) in FULL.to_parameters()
    assert ("without", "year") in FULL.to_parameters()


def test_filters_are_counted_and_can_be_taken_away() -> None:
    assert FULL.filter_count == 10
    assert FULL.without_filters() == Question(text="Nattilsyn?", municipality="5614", left_out=("size", "year"))


def test_what_was_understood_can_be_left_out_and_used_again() -> None:
    less = Question(text="x").leaving_out("year").leaving_out("municipality").leaving_out("year")
    assert less.left_out == ("municipality", "year")
    assert less.to_address()["uten"] == ["kommune", "aar"]
    assert less.using_again("year").using_again("municipality") == Question(text="x")


@pytest.mark.parametrize(("text", "asks"), [("", False), (" ?! ", False), ("å", True), ("1", True)])
def test_marks_alone_ask_nothing(text: str, asks: bool) -> None:
    assert Question(text=text).asks is asks
