"""Pairs as writers name them and as readers see them: who helps whom, and what is noted of the two."""

from dataclasses import dataclass
from typing import Protocol

from kunnskapsbase.mentor import Mentorship, PairNote, subject_key
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from search_api.access import Caller
from search_api.mentors.bodies import NewPairNote
from search_api.mentors.parameters import MentorParameters
from search_api.mentors.wire import MentorshipFound, PairNoteFound
from search_api.named import named_municipality, named_solution
from search_api.presenting_municipalities import brief
from search_api.service import SearchService
from search_api.versions import version_of
from search_api.wording import Wording
from tables.order import alphabetical


class PairBody(Protocol):
    """A body that names two municipalities and what they have to do with each other."""

    mentor: str
    asker: str
    solution_id: str | None


@dataclass(frozen=True, slots=True)
class NamedPair:
    """A mentor and an asker of today, and what is to be said of how they were named."""

    mentor: Municipality
    asker: Municipality
    notes: tuple[str, ...]

    @property
    def numbers(self) -> dict[str, object]:
        """The two by kommunenummer, as the fields of what is kept."""
        return {"mentor": self.mentor.kommunenummer, "asker": self.asker.kommunenummer}


def named_pair(body: PairBody, service: SearchService, wording: Wording) -> NamedPair:
    """The two that a writer means.

    Raises:
        InputError: there is no such municipality or solution.
    """
    mentor = named_municipality(body.mentor, service.register, wording)
    asker = named_municipality(body.asker, service.register, wording)
    if body.solution_id is not None:
        named_solution(body.solution_id, service)
    return NamedPair(mentor.municipality, asker.municipality, (*mentor.notes, *asker.notes))


def named_for_note(
    body: NewPairNote, service: SearchService, wording: Wording
) -> tuple[dict[str, object], tuple[str, ...]]:
    """Whom a note is of, by kommunenummer as the fields of what is kept, and what is to be said of how they were named.

    Raises:
        InputError: there is no such municipality or solution.
    """
    if body.solution_id is not None:
        named_solution(body.solution_id, service)
    named = {
        field: named_municipality(said, service.register, wording)
        for field, said in (("mentor", body.mentor), ("asker", body.asker))
        if said is not None
    }
    numbers: dict[str, object] = {field: each.municipality.kommunenummer for field, each in named.items()}
    return numbers, tuple(note for each in named.values() for note in each.notes)


def may_act_for_either(caller: Caller, mentor: Municipality, asker: Municipality) -> None:
    """Nothing, where the caller may write for one of the two.

    Raises:
        ForbiddenError: it may write for neither.
    """
    caller.may_act_for(asker if caller.key.kommunenummer == asker.kommunenummer else mentor)


def mentorship_found(
    mentorship: Mentorship, register: MunicipalityRegister, notes: tuple[str, ...] = ()
) -> MentorshipFound:
    """Who helps whom, as it goes over the wire."""
    return MentorshipFound(
        id=mentorship.id,
        mentor=brief(register.get(mentorship.mentor)),
        asker=brief(register.get(mentorship.asker)),
        solution_id=mentorship.solution_id,
        theme=mentorship.theme,
        since=mentorship.since,
        ended=mentorship.ended,
        version=version_of(mentorship),
        notes=list(notes),
    )


def note_found(note: PairNote, register: MunicipalityRegister, notes: tuple[str, ...] = ()) -> PairNoteFound:
    """A note on a pair, as it goes over the wire."""
    return PairNoteFound(
        id=note.id,
        mentor=brief(register.get(note.mentor)),
        asker=brief(register.get(note.asker)) if note.asker else None,
        solution_id=note.solution_id,
        theme=note.theme,
        choice=note.choice.value if note.choice else None,
        note=note.note,
        version=version_of(note),
        notes=list(notes),
    )


def by_name(note: PairNoteFound) -> tuple[str, str, str]:
    """What notes are sorted by: the asker, then the mentor; mentors that are taken out come first."""
    return alphabetical(note.asker.name) if note.asker else "", alphabetical(note.mentor.name), note.id


def fits(kept: Mentorship | PairNote, parameters: MentorParameters, who: Municipality | None) -> bool:
    """Whether a pair is about what is asked for, and of ``who`` where anybody is."""
    if parameters.solution_id is not None and kept.solution_id != parameters.solution_id:
        return False
    if parameters.theme is not None and kept.subject != subject_key(None, parameters.theme):
        return False
    return who is None or who.kommunenummer in {kept.mentor, kept.asker}
