"""What a question says about who asks is taken out of it; what it is about is left."""

import pytest

from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.question import understand
from kunnskapsbase.text import terms


@pytest.mark.parametrize(
    ("question", "population"),
    [
        ("Hvem har løst nattilsyn for en kommune med 2 000 innbyggere?", 2000),
        ("vannlekkasje, kommune med 1900 innbyggere", 1900),
        ("Vi er rundt 1.200 innbyggere og mangler lege", 1200),
        ("Kva gjer ein kommune på 850 innbyggjarar med skulen?", 850),
        ("legevakt for tre tusen innbyggere", 3000),
        ("legevakt i en kommune med 12\u00a0500 innb.", 12500),
    ],
)
def test_a_number_of_inhabitants_is_the_askers_size(
    question: str, population: int, register: MunicipalityRegister
) -> None:
    understood = understand(question, register)
    assert understood.population == population
    assert not set(terms("innbyggere innbyggjarar innb")) & set(terms(understood.text))


@pytest.mark.parametrize("number", ["9" * 400, "123456789", "1 234 567 890"])
def test_a_number_no_municipality_could_have_is_not_a_size(number: str, register: MunicipalityRegister) -> None:
    understood = understand(f"vann i en kommune med {number} innbyggere", register)
    assert understood.population is None or understood.population < 10_000_000


@pytest.mark.parametrize(
    ("question", "low", "high"),
    [
        ("skole i kommuner under 3 000 innbyggere", None, 3000),
        ("skole i kommuner med over 20 000 innbyggere", 20000, None),
        ("bibliotek i kommuner mellom 1 000 og 5 000 innbyggere", 1000, 5000),
        ("bibliotek, 5000–1000 innbyggere", 1000, 5000),
        ("bibliotek i kommunar med færre enn to tusen innbyggjarar", None, 2000),
    ],
)
def test_a_bound_is_a_filter_the_asker_set(
    question: str, low: int | None, high: int | None, register: MunicipalityRegister
) -> None:
    understood = understand(question, register)
    assert (understood.population_min, understood.population_max) == (low, high)
    assert understood.population is None


@pytest.mark.parametrize(
    ("question", "name", "asks", "left"),
    [
        ("nattilsyn for Loppa", "Loppa", True, "nattilsyn"),
        ("nattilsyn for loppa", "Loppa", True, "nattilsyn"),
        ("Vi i Nesseby har pukkellaks i elva", "Nesseby", True, "har pukkellaks i elva"),
        ("Hva har Utsira gjort med sommerjobb?", "Utsira", False, "Hva har Utsira gjort med sommerjobb?"),
        ("Utsiras sommerjobb", "Utsira", False, "Utsiras sommerjobb"),
        ("Har Lenvik gjort dette?", "Senja", False, "Har Lenvik gjort dette?"),
        ("Vi i Nore og Uvdal trenger lege", "Nore og Uvdal", True, "trenger lege"),
        ("lege til Bø kommune", "Bø", True, "lege"),
        ("Gratis ferge for Unjárga", "Nesseby", True, "Gratis ferge"),
    ],
)
def test_a_municipality_is_found_and_taken_out_when_it_is_the_one_who_asks(
    question: str, name: str, asks: bool, left: str, register: MunicipalityRegister
) -> None:
    understood = understand(question, register)
    assert understood.municipality is not None
    assert (understood.municipality.name, understood.municipality_asks, understood.text) == (name, asks, left)


@pytest.mark.parametrize(
    "question",
    [
        "Det tar lang tid og time etter time",
        "Kven har fått eigarar til å selje tomme hus?",
        "Vi må ta vare på en ås og ei strand",
        "Hvor nes er det?",
        "Ås og lier er grønne",
    ],
)
def test_everyday_words_are_not_municipalities(question: str, register: MunicipalityRegister) -> None:
    assert understand(question, register).municipality is None


def test_a_name_that_two_municipalities_have_is_told_and_not_guessed(register: MunicipalityRegister) -> None:
    understood = understand("rekruttering for Våler", register)
    assert understood.municipality is None
    assert "Østfold" in understood.notes[0]
    assert "Innlandet" in understood.notes[0]


def test_small_municipalities_in_the_west_are_a_wish_for_size_and_place(register: MunicipalityRegister) -> None:
    understood = understand("små kommuner på Vestlandet som har løst nærbutikk", register)
    assert (understood.size_word, understood.size_span, understood.region) == ("små", (None, 4999), "Vestlandet")
    assert terms(understood.text) == terms("nærbutikk")


def test_a_former_county_means_the_counties_of_today(register: MunicipalityRegister) -> None:
    assert understand("barnehage i Viken", register).counties == ("31", "32", "33")
    assert understand("barnehage i Nordland", register).counties == ("18",)


def test_a_question_that_only_says_who_asks_keeps_its_words(register: MunicipalityRegister) -> None:
    assert understand("kommune med 2 000 innbyggere", register).text == "kommune med 2 000 innbyggere"


def test_our_own_size_says_nothing_to_match_on(register: MunicipalityRegister) -> None:
    assert terms(understand("Hvem har løst snøbrøyting for en kommune på vår størrelse?", register).text) == terms(
        "snøbrøyting"
    )
