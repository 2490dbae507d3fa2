"""What a writer names is found, and said so where it is not called that any more."""

from dataclasses import dataclass

from kunnskapsbase.errors import InputError
from kunnskapsbase.municipalities import Municipality, MunicipalityRegister
from kunnskapsbase.solution import Solution
from search_api.parameters import find_municipality
from search_api.service import SearchService
from search_api.wording import Wording


@dataclass(frozen=True, slots=True)
class Named:
    """A municipality of today, and what is to be said of how it was named."""

    municipality: Municipality
    notes: tuple[str, ...] = ()


def named_municipality(said: str, register: MunicipalityRegister, wording: Wording) -> Named:
    """The municipality meant; one that is no more leads to the one that took it over, with a note.

    Raises:
        UnknownMunicipalityError: nobody has or had that number or name, or several have the name.
    """
    municipality = find_municipality(said, register)
    number = said.strip()
    if number.isdigit() and number != municipality.kommunenummer:
        note = wording.say(
            "note_successor", number=number, municipality=municipality.name, kommunenummer=municipality.kommunenummer
        )
        return Named(municipality, (note,))
    return Named(municipality)


def named_solution(solution_id: str, service: SearchService) -> Solution:
    """The solution with an id that was sent in.

    Raises:
        InputError: there is none such.
    """
    found = service.solution_if_any(solution_id)
    if found is None:
        raise InputError(
            f"Det finnes ingen løsning med id «{solution_id}». Id-en står i svaret på et søk; løsningen kan også være "
            "fjernet.",
            parameter="solution_id",
        )
    return found
