"""Whether a solution helped the one who asked: kept without who it was, read by the examiner, never by the ranking."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from kunnskapsbase.added import Added, SolutionId, id_of, visible
from kunnskapsbase.privacy import masked

MAX_QUESTION = 1000


class Feedback(Added):
    """One answer to «did this help?». The question is masked; no time of day is kept, and nothing of who asked."""

    solution_id: SolutionId = Field(alias="losning")
    question: Annotated[
        str, StringConstraints(min_length=1, max_length=MAX_QUESTION), AfterValidator(visible), AfterValidator(masked)
    ] = Field(alias="sporsmal")
    helped: bool = Field(alias="hjalp")
    day: date = Field(alias="dato")

    @property
    def id(self) -> str:
        """The same for the same answer on the same day; such answers are counted."""
        return id_of("tilbakemelding", self.solution_id, self.question, str(self.helped), self.day.isoformat())


def as_qrels(feedback: Iterable[tuple[Feedback, int]]) -> dict[str, dict[str, int]]:
    """Question → solution id → 1 where more said that it helped than that it did not, else 0.

    ``feedback`` is each answer with how many gave it.
    """
    balance: dict[str, dict[str, int]] = {}
    for each, times in feedback:
        of_question = balance.setdefault(each.question, {})
        of_question[each.solution_id] = of_question.get(each.solution_id, 0) + (times if each.helped else -times)
    return {
        question: {solution: int(sum_ > 0) for solution, sum_ in sorted(solutions.items())}
        for question, solutions in sorted(balance.items())
    }
