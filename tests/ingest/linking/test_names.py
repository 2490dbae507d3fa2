"""The linker's own tables agree with the register, and its time grows with the text and not faster."""

import time

from ingest.linking import PlaceLinker
from ingest.linking.names import Names
from ingest.linking.regions import DISTRICTS, REGIONS
from ingest.linking.risks import GIVEN_NAMES, SURNAMES
from kunnskapsbase.municipalities import MunicipalityRegister


def test_every_council_of_the_register_has_a_name_in_text_and_every_region_a_council(
    register: MunicipalityRegister,
) -> None:
    councils = {council for municipality in register for council in municipality.regional_councils}
    assert {council for named in REGIONS.values() for council in named} == councils


def test_every_name_of_the_register_is_found_as_it_is_written(
    linker: PlaceLinker, register: MunicipalityRegister
) -> None:
    for municipality in register:
        for name in (municipality.name, *municipality.other_names):
            # «Oslo - Oslove» is two names side by side.
            mentions = linker.mentions(f"De var i {name} kommune.")
            assert mentions, name
            if len(register.named(name)) == 1 and len(register.formerly_named(name)) == 0 and " - " not in name:
                assert mentions[0].kommunenummer == (municipality.kommunenummer,), name


def test_districts_lie_in_counties_of_today_and_are_no_municipalities(register: MunicipalityRegister) -> None:
    assert set(DISTRICTS.values()) <= set(register.counties())
    assert not [name for name in DISTRICTS if register.named(name) or name in REGIONS]


def test_the_surnames_are_names_of_municipalities(register: MunicipalityRegister) -> None:
    assert not [name for name in SURNAMES if not register.named(name) and not register.formerly_named(name)]


def test_no_given_name_hides_a_plain_municipality(register: MunicipalityRegister) -> None:
    names = Names(register)
    assert not [name for name in GIVEN_NAMES if (found := names.get(name)) and found.key == name]


def test_a_text_ten_times_as_long_takes_about_ten_times_as_long(linker: PlaceLinker) -> None:
    # Ambiguous names, lists and risky words throughout: what costs most.
    piece = "Herøy, Våler, Os og Bø møtte Kari Lund, og Time bygde i Nes. Kommunene i Kongbergregionen, Sande og Ski. "

    def took(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            began = time.perf_counter()
            linker.mentions(text)
            best = min(best, time.perf_counter() - began)
        return best

    # A quadratic step would give a hundred; the margin is for a busy machine.
    assert took(piece * 1000) < 40 * took(piece * 100)
