"""Who could help with what, asked of the running service: what the search answers, and what the store knows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kunnskapsbase.errors import InputError
from kunnskapsbase.matching import Shares
from kunnskapsbase.mentor import Choice, Mentor, PairNote, subject_key
from kunnskapsbase.mentor_assignment import Decided, Fixed, Key, Pair, Weights, choose
from kunnskapsbase.mentoring import Answering, Candidate, Known, candidates, standings
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister, fold
from kunnskapsbase.solution import Solution
from search_api.mentors.parameters import BoardParameters
from search_api.named import named_solution
from search_api.service import SearchService
from search_api.themes import answering, wider


@dataclass(frozen=True, slots=True)
class Help:
    """What help is wanted with: a solution or a theme, the solutions that answer it, and themes beside it."""

    solution: Solution | None
    theme: str | None
    answers: tuple[Answering, ...]
    wider: tuple[str, ...]

    @property
    def subject(self) -> str:
        """Its key in the stores."""
        return subject_key(self.solution.id if self.solution else None, self.theme)


def help_with(solution_id: str | None, theme: str | None, service: SearchService) -> Help:
    """What is meant by one of the two.

    Raises:
        InputError: there is no such solution.
    """
    if solution_id is not None:
        solution = named_solution(solution_id, service)
        answers: tuple[Answering, ...] = (Answering(solution),)
        return Help(solution, None, answers, wider(answers, service))
    answers = answering(theme or "", service)
    return Help(None, theme, answers, tuple(each for each in wider(answers, service) if each != fold(theme or "")))


def helpers(wanted: Help, service: SearchService) -> list[Candidate]:
    """Everybody who could help: those who have said yes, and those who are suggested."""
    subjects = {wanted.subject, *(subject_key(each.solution.id, None) for each in wanted.answers)}
    known = known_of_helping(service, (each for each in service.stores.mentors.each() if each.subject in subjects))
    return candidates(wanted.answers, service.register, known, wanted.theme)


def known_of_helping(service: SearchService, said_yes: Iterable[Mentor]) -> Known:
    """What the store knows today, with these mentors."""
    today = date.today()
    return Known(
        said_yes=tuple(said_yes),
        standings=standings(service.stores.adoptions.each()),
        load=service.stores.mentorships.load(today),
        circles=service.entities.networks().circles(today.year),
    )


def weights(service: SearchService) -> Weights:
    """How askers and mentors are weighed against each other: likeness is made of the same as in the search."""
    return Weights(shares=Shares.of(service.settings))


def every_helper(service: SearchService, municipality: Municipality | None) -> list[Candidate]:
    """Everybody who could help with anything, once for each solution and theme; or only one municipality."""
    stored = tuple(service.stores.mentors.each())
    known = known_of_helping(service, ())
    found: list[Candidate] = []
    for solution in (shelved.solution for shelved in service.solutions()):
        own = replace(known, said_yes=tuple(each for each in stored if each.solution_id == solution.id))
        found += candidates([Answering(solution)], service.register, own)
    themes = {each.theme for each in stored if each.theme is not None}
    for theme in sorted(themes):
        own = replace(known, said_yes=tuple(each for each in stored if each.theme == theme))
        found += candidates([], service.register, own, theme)
    return [each for each in found if municipality is None or each.municipality == municipality]


def as_candidate(mentor: Mentor, service: SearchService) -> Candidate:
    """One that has said yes, with what it has done and whom it helps."""
    municipality = service.register.get(mentor.kommunenummer)
    solution = service.solution_if_any(mentor.solution_id) if mentor.solution_id else None
    answers = [Answering(solution)] if solution else []
    found = candidates(answers, service.register, known_of_helping(service, [mentor]), mentor.theme)
    return next(each for each in found if each.municipality == municipality)


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """A board that is asked for: whose, with what, who could help, and what has been decided and noted of pairs.

    ``notes`` are by the kommunenummer of asker and mentor, ``taken_out`` those of mentors that are given to nobody.
    """

    where: str
    askers: tuple[Municipality, ...]
    wanted: Help
    mentors: tuple[Candidate, ...]
    decided: Decided
    notes: Mapping[Key, PairNote]
    taken_out: tuple[PairNote, ...]
    register: MunicipalityRegister


def board_asked(parameters: BoardParameters, service: SearchService) -> BoardAsked:
    """What is asked for.

    Raises:
        InputError: there is no such solution, county or network, or nobody is known to be in it.
    """
    where, askers = _area(parameters, service)
    wanted = help_with(parameters.solution_id, parameters.theme, service)
    every = service.stores.pair_notes.of_subject(wanted.subject)
    notes = {(each.asker, each.mentor): each for each in every if each.asker is not None}
    taken_out = tuple(each for each in every if each.asker is None)
    running = [(each.asker, each.mentor) for each in service.stores.mentorships.running(wanted.subject, date.today())]
    decided = _decided(notes, {each.mentor for each in taken_out}, running, askers)
    # One that is taken out and helps somebody already stays on the board for that, and for nothing else.
    left = {each.mentor for each in taken_out} - {mentor for _, mentor in running}
    mentors = tuple(each for each in helpers(wanted, service) if each.number not in left)
    return BoardAsked(where, askers, wanted, mentors, decided, notes, taken_out, service.register)


def _decided(
    notes: Mapping[Key, PairNote], taken_out: Collection[str], running: Iterable[Key], askers: Iterable[Municipality]
) -> Decided:
    """What stands and what shall not be; help under way stands whatever was decided since."""
    fixed = {key: Fixed.CHOSEN for key, note in notes.items() if note.choice is Choice.CHOSEN}
    fixed = {key: why for key, why in fixed.items() if key[1] not in taken_out}
    fixed |= dict.fromkeys(running, Fixed.RUNNING)
    avoided = {key for key, note in notes.items() if note.choice is Choice.AVOIDED}
    avoided |= {(asker.kommunenummer, mentor) for asker in askers for mentor in taken_out}
    return Decided(fixed, avoided - fixed.keys())


def not_taken_out(found: Iterable[Candidate], wanted: Help, service: SearchService) -> list[Candidate]:
    """Those of ``found`` that no adviser has taken out of what help is wanted with."""
    out = {each.mentor for each in service.stores.pair_notes.of_subject(wanted.subject) if each.asker is None}
    return [each for each in found if each.number not in out]


def whom_to_ring(asker: Municipality, wanted: Help, service: SearchService, limit: int | None = None) -> list[Pair]:
    """The mentors for one asker, the one to ring first first."""
    could = not_taken_out(helpers(wanted, service), wanted, service)
    return choose(asker, could, weights=weights(service), limit=limit)


def _area(parameters: BoardParameters, service: SearchService) -> tuple[str, tuple[Municipality, ...]]:
    """What the county or the network is called, and its municipalities."""
    register = service.register
    if parameters.county is not None:
        numbers = register.county_numbers(parameters.county)
        name = " og ".join(register.counties()[each] for each in numbers)
        return name, tuple(each for each in register if each.county_number in numbers)
    year, wanted = date.today().year, fold(parameters.network or "")
    networks = service.entities.networks()
    found = next((each for each in networks if wanted in {each.id, *map(fold, (each.name, *each.aliases))}), None)
    if found is None:
        raise InputError(
            f"Det finnes ikke noe nettverk som heter «{parameters.network}». /v1/networks viser alle; bruk navnet "
            "eller id-en.",
            parameter="network",
        )
    members = tuple(each.municipality for each in networks.members(found, year) if each.current)
    if not members:
        raise InputError(
            f"Vi vet ikke hvilke kommuner som er med i {found.name} nå. Velg et fylke eller et annet nettverk.",
            parameter="network",
        )
    return found.name, members
