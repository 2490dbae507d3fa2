"""What stands in the way: how much of a question stands in what answers it, and what the best order would give."""

import json
from pathlib import Path
from typing import Literal

import pytest

from eval.metrics import mean_ndcg
from eval.retrieval.asker_words import WAYS, silent, telling, without_the_understood
from eval.retrieval.collection import Text
from eval.retrieval.tasks import ASKED_SETS, LAWS, NORQUAD, Task
from eval.topics import ORDINARY, PARAPHRASED, Topic
from eval.word_gap import SHARES, best_order, main, shared, terms_by_record
from kunnskapsbase.municipalities import MunicipalityRegister

WATER = Text("w1", "vann", "Kommunen fant vannlekkasjer med følere i ledningsnettet.")
MORE_WATER = Text("w2", "vann", "Lyttestengene ble lagt bort.")
ROAD = Text("r1", "vei", "Vegvesenet måler trafikken.")


def test_a_record_has_the_terms_of_all_its_texts() -> None:
    by_record = terms_by_record(Task("prøve", [WATER, MORE_WATER, ROAD], {}))
    assert by_record.keys() == {"vann", "vei"}
    assert by_record["vann"] > terms_by_record(Task("prøve", [WATER], {}))["vann"]


def test_a_question_shares_all_nothing_or_some_of_its_words_with_what_answers_it() -> None:
    by_record = terms_by_record(Task("prøve", [WATER, ROAD], {}))

    def share(question: str, relevant: dict[str, int]) -> float:
        return shared(Topic("q", question, "nb", relevant=relevant), by_record)

    assert share("Vannlekkasjer i ledningsnettet?", {"vann": 2}) == 1.0
    assert share("Hvordan teller dere biler?", {"vei": 2}) == 0.0
    assert 0 < share("Vannlekkasjer og ensomhet?", {"vann": 2}) < 1
    # What answers in part only is left out where something answers fully.
    assert share("Vannlekkasjer i ledningsnettet?", {"vann": 1, "vei": 2}) == 0.0


def test_the_best_order_puts_the_highest_grades_first_and_adds_nothing() -> None:
    topic = Topic("q", "noe", "nb", relevant={"a": 1, "b": 2, "not found": 2})
    found = {"q": ["x", "a", "b"]}
    assert best_order([topic], found) == {"q": ["b", "a", "x"]}
    assert mean_ndcg([topic], found) < mean_ndcg([topic], best_order([topic], found)) < 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_sentence_about_the_asker_is_understood_and_the_question_is_left(
    way: str, language: Literal["nb", "nn"], register: MunicipalityRegister
) -> None:
    topic = Topic("q", "Hvordan finne vannlekkasjer?", language, relevant={"vann": 2})
    told = telling(topic, way, register)
    assert told == telling(topic, way, register)
    assert silent([topic, told], register) == [topic]
    left = without_the_understood(told, register)
    assert topic.question in left.question
    assert len(left.question) < len(told.question)


@pytest.mark.usefixtures("small_base")
def test_the_command_tells_every_set_by_share_and_never_a_best_order_below_the_one_there_is(
    questions: Path, passage_sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--questions", str(questions), "--data", str(passage_sets), "--results", str(tmp_path)]
    assert main(given) == 0
    written = json.loads((tmp_path / "retrieval-hinder.json").read_text(encoding="utf-8"))["results"]
    assert written.keys() == {ORDINARY, PARAPHRASED, NORQUAD, LAWS}
    for judged in written.values():
        assert sum(part["topics"] for part in judged["by_share"]) == judged["topics"]
        assert [part["from"] for part in judged["by_share"]] == [low for low, _ in SHARES]
        assert judged["now"] <= judged["best_order"] <= judged["best_order_of_all"] <= 1
    for name, judged in written.items():
        assert judged["asker"].keys() == (WAYS.keys() if name in ASKED_SETS else set()), name
        for found in judged["asker"].values():
            gain = found["taken_out"]["mean"] - found["left_in"]["mean"]
            assert found["gain"]["mean"] == pytest.approx(gain, abs=2e-4)
    shown = capsys.readouterr().out
    assert "Hvor mye av spørsmålet som står i svaret" in shown
    assert "Omskrevne spørsmål" in shown


def test_without_the_questions_it_says_where_they_were_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--questions", str(tmp_path / "ikke-her")]) == 2
    assert "ikke-her" in capsys.readouterr().err
