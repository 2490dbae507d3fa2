"""What is wrong with a file, said to the person who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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


class Reason(StrEnum):
    """Why a file could not be read, for programs and for the ledger."""

    EMPTY = "tom"
    TOO_LARGE = "for_stor"
    TOO_MANY_PAGES = "for_mange_sider"
    TOO_MANY_ROWS = "for_mange_rader"
    TOO_MANY_COLUMNS = "for_mange_kolonner"
    TOO_SLOW = "for_treg"
    TOO_MUCH_MEMORY = "for_mye_minne"
    BOMB = "pakkebombe"
    ENCRYPTED = "kryptert"
    DAMAGED = "odelagt"
    NEEDS_OCR = "trenger_ocr"
    NO_TEXT = "ingen_tekst"
    WRONG_ENCODING = "feil_koding"
    UNKNOWN_TYPE = "ukjent_type"
    OLD_FORMAT = "gammelt_format"
    NOT_CONFIGURED = "ikke_satt_opp"
    OUTSIDE_FOLDER = "utenfor_mappen"
    CHANGED_WHILE_READ = "endret_underveis"
    NOT_READABLE = "ikke_lesbar"
    INVALID = "ugyldig"
    READER_DIED = "leseren_stoppet"
    SUSPICIOUS_AMOUNT = "mistenkelig_mengde"


class UnreadableError(KunnskapsbaseError):
    """A file cannot be read: ``reason`` for programs, the message (what is wrong, what to do) in Norwegian."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type["UnreadableError"], tuple[Reason, str]]:
        """Errors travel from the child process that reads."""
        return type(self), (self.reason, str(self))
