"""Who is nearest the asker, and what that may do to the order."""

import math

import pytest

from kunnskapsbase.index import Conditions
from kunnskapsbase.matching import Asker, Match, best_match, municipalities, size_nearness, soft_score
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import ActorType, InnovationType, Participant, Role, Sector, Solution, Source, Status


def make_solution(*participants: tuple[str, Role]) -> Solution:
    return Solution(
        id="en-losning",
        title="En løsning",
        participants=tuple(
            Participant(name=f"Kommune {number}", type=ActorType.MUNICIPALITY, role=role, kommunenummer=(number,))
            for number, role in participants
        ),
        challenge="Noe var vanskelig.",
        approach="Noe ble gjort.",
        status=Status.IN_OPERATION,
        sector=Sector.TECHNICAL,
        innovation_type=InnovationType.PROCESS,
        language="nb",
        source=Source(url="https://example.org/", title="Kilden", publisher="Utgiver", type="nyhet"),
    )


def nearest(solution: Solution, asker: Asker, conditions: Conditions, register: MunicipalityRegister) -> Match | None:
    return best_match(municipalities(solution.owners_and_adopters, register), asker, conditions)


def test_nearness_is_one_at_the_same_size_and_falls_equally_both_ways() -> None:
    asker = Asker(population=3000)
    assert size_nearness(3000, asker) == 1.0
    assert size_nearness(9000, asker) == pytest.approx(size_nearness(1000, asker))
    assert size_nearness(9000, asker) == pytest.approx(math.exp(-0.5))
    assert size_nearness(27000, asker) == pytest.approx(math.exp(-2))


def test_inside_a_span_every_size_is_near_and_outside_it_falls() -> None:
    asker = Asker(size_span=(None, 4999))
    assert size_nearness(800, asker) == size_nearness(4999, asker) == 1.0
    far = size_nearness(500_000, asker)
    assert far is not None
    assert far < 0.01


def test_an_asker_who_says_nothing_of_size_is_compared_with_nobody() -> None:
    assert size_nearness(3000, Asker()) is None


def test_the_adopter_nearest_in_size_stands_for_the_solution_and_not_the_city_that_began(
    register: MunicipalityRegister,
) -> None:
    solution = make_solution(("0301", Role.OWNER), ("5614", Role.ADOPTER), ("4601", Role.PARTNER))
    match = nearest(solution, Asker(population=1000), Conditions(), register)
    assert match is not None
    assert match.municipality.name == "Loppa"
    assert match.participant.role is Role.ADOPTER


def test_partners_stand_for_it_only_where_no_owner_or_adopter_is_known(register: MunicipalityRegister) -> None:
    match = nearest(make_solution(("5614", Role.PARTNER)), Asker(population=1000), Conditions(), register)
    assert match is not None
    assert match.municipality.name == "Loppa"


def test_a_hard_filter_decides_who_may_stand_for_it(register: MunicipalityRegister) -> None:
    solution = make_solution(("0301", Role.OWNER), ("5614", Role.ADOPTER))
    big = nearest(solution, Asker(population=1000), Conditions(population_min=50_000), register)
    assert big is not None
    assert big.municipality.name == "Oslo"
    assert nearest(solution, Asker(), Conditions(population_min=1_000_000), register) is None


def test_the_asker_itself_comes_last_among_those_who_could_help(register: MunicipalityRegister) -> None:
    solution = make_solution(("5614", Role.OWNER), ("5622", Role.ADOPTER))
    match = nearest(solution, Asker(municipality=register.get("5614")), Conditions(), register)
    assert match is not None
    assert match.municipality.name == "Porsanger"


def test_place_is_seen_in_neighbours_county_and_part_of_the_country(register: MunicipalityRegister) -> None:
    asker = Asker(municipality=register.get("5614"))
    near = nearest(make_solution(("5603", Role.OWNER)), asker, Conditions(), register)
    far = nearest(make_solution(("4204", Role.OWNER)), asker, Conditions(), register)
    assert near is not None
    assert near.same_county
    assert far is not None
    assert not (far.same_county or far.same_region or far.neighbour or far.same_council)


def test_size_lifts_by_at_most_its_weight_and_never_pushes_down(register: MunicipalityRegister) -> None:
    asker = Asker(population=1000)
    small = nearest(make_solution(("5614", Role.OWNER)), asker, Conditions(), register)
    city = nearest(make_solution(("0301", Role.OWNER)), asker, Conditions(), register)
    assert 1.0 < soft_score(1.0, small, asker, 0.1) <= 1.1
    assert soft_score(1.0, city, asker, 0.1) >= 1.0
    assert soft_score(1.0, None, asker, 0.1) == 1.0
    assert soft_score(1.0, small, asker, 0.0) == 1.0
