"""Answers to «did this help?»: masked, without who, and readable as judgements."""

from datetime import date

from kunnskapsbase.feedback import Feedback, as_qrels

DAY = date(2026, 6, 1)


def answer(solution: str, question: str, *, helped: bool) -> Feedback:
    return Feedback(solution_id=solution, question=question, helped=helped, day=DAY)


def test_how_to_reach_who_asked_is_masked() -> None:
    assert answer("a", "nattilsyn? kari.nordmann@gmail.com", helped=True).question == (
        "nattilsyn? [e-postadresse fjernet]"
    )


def test_most_answers_decide_what_is_relevant() -> None:
    given = [
        (answer("a", "nattilsyn", helped=True), 2),
        (answer("a", "nattilsyn", helped=False), 1),
        (answer("b", "nattilsyn", helped=True), 1),
        (answer("b", "nattilsyn", helped=False), 1),
        (answer("a", "brøyting", helped=False), 3),
    ]
    assert as_qrels(given) == {"brøyting": {"a": 0}, "nattilsyn": {"a": 1, "b": 0}}
