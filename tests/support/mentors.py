"""Solutions and candidates to try the matching of askers and mentors on."""

from datetime import date

from kunnskapsbase.mentor import Help, Mentor, Origin
from kunnskapsbase.mentoring import Answering, Candidate, Known, candidates
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import ActorType, InnovationType, Participant, Role, Sector, Solution, Source, Status


def solution(solution_id: str, *owners: str, status: Status = Status.IN_OPERATION) -> Solution:
    """A solution of these municipalities."""
    return Solution(
        id=solution_id,
        title="En løsning",
        participants=tuple(
            Participant(name=f"Kommune {one}", type=ActorType.MUNICIPALITY, role=Role.OWNER, kommunenummer=(one,))
            for one in owners
        ),
        challenge="Noe var vanskelig.",
        approach="Noe ble gjort.",
        status=status,
        sector=Sector.TECHNICAL,
        innovation_type=InnovationType.PROCESS,
        language="nb",
        source=Source(url="https://example.org/", title="Kilden", publisher="Utgiver", type="nyhet"),
    )


def said_yes(
    kommunenummer: str, theme: str | None = "nattilsyn", *, capacity: int = 2, of: str | None = None
) -> Mentor:
    """A mentor that has said yes, for a theme or, with ``of``, for a solution."""
    return Mentor(
        kommunenummer=kommunenummer,
        theme=None if of else theme,
        solution_id=of,
        helps_with=(Help.CALL,),
        capacity=capacity,
        last_confirmed=date(2026, 11, 1),
        origin=Origin.SAID_YES,
    )


def willing(
    register: MunicipalityRegister, *numbers: str, capacity: int = 2, load: dict[str, int] | None = None
) -> list[Candidate]:
    """Candidates that have all said yes to the theme."""
    mentors = tuple(said_yes(number, capacity=capacity) for number in numbers)
    return candidates([], register, Known(mentors, load=load or {}), "nattilsyn")


def suggested(register: MunicipalityRegister, *numbers: str, status: Status = Status.IN_OPERATION) -> list[Candidate]:
    """Candidates that nobody has asked, each with a solution of its own."""
    answering = [Answering(solution(f"losning-{number}", number, status=status)) for number in numbers]
    return candidates(answering, register, Known(), "nattilsyn")
