"""What is wrong with a file, said to the person who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kunnskapsbase.errors import KunnskapsbaseError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a file; ``line`` counts from 1 and is None where no single line is at fault."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}, linje {self.line}"
        return f"{place}: {self.message}"


class FileRejectedError(KunnskapsbaseError):
    """A file cannot be taken in; ``problems`` says everything that is wrong with it, by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.line is None, problem.line, problem.message))
        super().__init__("\n".join(str(problem) for problem in self.problems))
