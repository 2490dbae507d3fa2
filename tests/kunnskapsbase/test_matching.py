"""Who is nearest the asker, and what that may do to the order."""

import math

import pytest

from kunnskapsbase.index import Conditions
from kunnskapsbase.matching import (
    DEFAULT_SHARES,
    Asker,
    Match,
    Nearness,
    Shares,
    best_match,
    levels,
    lift,
    municipalities,
    nearness,
    size_nearness,
)
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import Circle
from kunnskapsbase.settings import Settings
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
    assert far.nearness.place == 0.0


def test_a_place_is_nearer_as_a_neighbour_than_in_the_county_and_there_than_in_the_part_of_the_country(
    register: MunicipalityRegister,
) -> None:
    asker = Asker(municipality=register.get("5614"))
    neighbour, county, region = (nearness(register.get(number), asker).place for number in ("5603", "5607", "1804"))
    assert (neighbour, county, region) == (1.0, 0.75, 0.5)


def test_a_place_that_is_asked_for_counts_and_the_askers_own_does_not(register: MunicipalityRegister) -> None:
    asker = Asker(municipality=register.get("5614"), region="Vestlandet")
    there, here = nearness(register.get("4626"), asker), nearness(register.get("5603"), asker)
    assert (there.place, here.place) == (1.0, 0.0)
    assert Nearness(place=1.0, size=0.0, place_asked=True).total() > Nearness(place=1.0, size=0.0).total()


def test_the_nearest_in_all_stands_for_a_solution_and_not_the_nearest_in_number_alone(
    register: MunicipalityRegister,
) -> None:
    asker = Asker(municipality=register.get("5614"))
    # Hasvik, next door, against Modalen, as few people on the other side of the country.
    match = nearest(make_solution(("4629", Role.OWNER), ("5616", Role.ADOPTER)), asker, Conditions(), register)
    assert match is not None
    assert match.municipality.name == "Hasvik"


def test_likeness_is_the_same_both_ways(register: MunicipalityRegister) -> None:
    some = list(register)[::12]
    for one in some:
        for other in some:
            there = nearness(other, Asker(municipality=one)).total()
            assert there == pytest.approx(nearness(one, Asker(municipality=other)).total())
            assert 0.0 <= there <= 1.0
        assert nearness(one, Asker(municipality=one)).size == 1.0


def test_those_that_meet_in_a_network_are_nearer_and_it_is_told_in_which(register: MunicipalityRegister) -> None:
    loppa, vik = register.get("5614"), register.get("4639")
    circle = Circle("Kystnett", frozenset({"5614", "4639"}))
    alone, met = Asker(municipality=loppa), Asker(municipality=loppa, circles=(circle,))
    assert nearness(vik, alone).network is None
    assert nearness(vik, met).total() > nearness(vik, alone).total()
    assert nearness(vik, met).total(Shares(network=0.0)) == nearness(vik, alone).total()
    # The same both ways, and nothing taken from those that are in no network with the asker.
    assert nearness(vik, met).total() == pytest.approx(nearness(loppa, Asker(vik, circles=(circle,))).total())
    assert nearness(register.get("5603"), met) == nearness(register.get("5603"), alone)
    found = best_match(municipalities(make_solution(("4639", Role.OWNER)).participants, register), met, Conditions())
    assert found is not None
    assert found.same_networks == ("Kystnett",)


def test_only_what_can_be_compared_counts() -> None:
    assert Nearness(size=0.8).total() == pytest.approx(0.8)
    assert Nearness().total() == 0.0
    assert Nearness(size=1.0, kostra=0.0).total(Shares(size=3.0, kostra=1.0)) == pytest.approx(0.75)
    assert Nearness(size=1.0, kostra=0.0).total(Shares(kostra=0.0)) == 1.0


def test_the_shares_are_those_of_the_settings() -> None:
    assert Shares.of(Settings()) == DEFAULT_SHARES
    assert Shares.of(Settings(match_size=0.9)).size == 0.9


def test_the_lift_is_at_most_its_weight_and_never_pushes_down(register: MunicipalityRegister) -> None:
    likeness = levels(Asker(population=1000), DEFAULT_SHARES, register)

    def lifted_by(*participants: tuple[str, Role], weight: float = 0.1) -> float:
        leading = municipalities(make_solution(*participants).owners_and_adopters, register)
        return lift(leading, likeness, Conditions(), weight)

    village, city = ("5614", Role.OWNER), ("0301", Role.ADOPTER)
    assert 0.0 < lifted_by(village) <= 0.1
    assert lifted_by(city) == 0.0
    assert lifted_by(city, village) == lifted_by(village)
    assert lifted_by(village, weight=0.0) == 0.0
    assert lift((), likeness, Conditions(), 0.1) == 0.0
