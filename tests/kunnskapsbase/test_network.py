"""Networks: who was in them when, across counties, and whom a municipality meets there."""

import pytest
from pydantic import ValidationError

from kunnskapsbase.entity import EntitySource
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.network import Certainty, Circle, Member, Network, NetworkKind, Networks

BODO, FAUSKE, TRAENA, NARVIK, HARSTAD = "1804", "1841", "1835", "1806", "5503"


def network(name: str, *members: Member, whole: tuple[str, ...] = (), end: int | None = None) -> Network:
    return Network(
        id=name.lower().replace(" ", "-"),
        name=name,
        kind=NetworkKind.OTHER,
        members=members,
        whole_counties=whole,
        year_end=end,
        certainty=Certainty.CERTAIN,
        sources=(EntitySource(publisher="Kilden"),),
    )


def names(found: tuple[Network, ...]) -> list[str]:
    return [each.name for each in found]


@pytest.fixture
def networks(register: MunicipalityRegister) -> Networks:
    return Networks(
        [
            network("Salten", Member(kommunenummer=BODO), Member(kommunenummer=FAUSKE)),
            network("Byer", Member(kommunenummer=BODO), Member(kommunenummer=NARVIK), Member(kommunenummer=HARSTAD)),
            network("Gammelt", Member(kommunenummer=BODO), Member(kommunenummer=FAUSKE), end=2015),
            network(
                "Helgeland",
                Member(kommunenummer=TRAENA, since=2010, until=2012),
                Member(kommunenummer=TRAENA, since=2015, until=2023),
            ),
            network("Fylket", whole=("18",)),
        ],
        register,
    )


def test_a_municipality_has_the_networks_it_is_in_by_name(networks: Networks) -> None:
    assert names(networks.of(BODO, 2026)) == ["Byer", "Fylket", "Salten"]
    assert networks.of("5601", 2026) == ()


def test_circles_are_of_those_inside_that_year_and_without_regional_councils(register: MunicipalityRegister) -> None:
    members = (Member(kommunenummer=BODO), Member(kommunenummer=FAUSKE), Member(kommunenummer=NARVIK, until=2020))
    council = network("Radet", *members).model_copy(update={"kind": NetworkKind.REGIONAL_COUNCIL})
    known = [
        council,
        network("Byer", *members),
        network("Fra 2019", *members[1:]),
        network("Gammelt", *members, end=2015),
    ]
    circles = Networks(known, register).circles(2026)
    assert circles[BODO] == (Circle("Byer", frozenset({BODO, FAUSKE})),)
    assert [each.name for each in circles[FAUSKE]] == ["Byer", "Fra 2019"]
    assert NARVIK not in circles
    then = Networks(known, register).circles(2014)
    assert [each.name for each in then[NARVIK]] == ["Byer", "Fra 2019", "Gammelt"]
    # Read anew without having changed, they are the same to whoever has kept something by them.
    assert Networks(known, register).circles(2026) == circles


def test_membership_is_of_the_year_that_is_asked_for(networks: Networks) -> None:
    in_helgeland = [year for year in range(2008, 2026) if "Helgeland" in names(networks.of(TRAENA, year))]
    assert in_helgeland == [2010, 2011, 2012, *range(2015, 2024)]


def test_one_who_has_left_is_still_told_of_with_the_years_of_the_last_time(networks: Networks) -> None:
    helgeland = networks.get("helgeland")
    assert helgeland is not None
    (left,) = networks.members(helgeland, 2026)
    assert (left.municipality.kommunenummer, left.since, left.until, left.current) == (TRAENA, 2015, 2023, False)
    (then,) = networks.members(helgeland, 2011)
    assert (then.since, then.until, then.current) == (2010, 2012, True)


def test_nobody_is_in_a_network_that_has_ended(networks: Networks) -> None:
    old = networks.get("gammelt")
    assert old is not None
    assert [member.current for member in networks.members(old, 2016)] == [False, False]
    assert "Gammelt" in names(networks.of(BODO, 2015))


def test_a_network_may_cross_county_borders_and_a_whole_county_is_every_municipality_in_it(
    networks: Networks, register: MunicipalityRegister
) -> None:
    cities, county = networks.get("byer"), networks.get("fylket")
    assert cities is not None
    assert county is not None
    assert networks.county_numbers(cities, 2026) == ("18", "55")
    in_nordland = {each.kommunenummer for each in register if each.county_number == "18"}
    assert {member.municipality.kommunenummer for member in networks.members(county, 2026)} == in_nordland


def test_a_number_of_before_leads_to_the_municipality_of_today(register: MunicipalityRegister) -> None:
    networks = Networks([network("Gammelt nummer", Member(kommunenummer="1805"))], register)
    assert names(networks.of(NARVIK, 2026)) == ["Gammelt nummer"]


def test_years_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValidationError, match="før fra"):
        Member(kommunenummer=BODO, since=2020, until=2019)
    with pytest.raises(ValidationError, match="før aar_start"):
        Network.model_validate(network("X").model_dump() | {"year_start": 2020, "year_end": 2019})
