"""Names of actors become the municipalities and counties of today, or say why not."""

from typing import Any

import pytest

from ingest.experience_file import read_experience
from ingest.participants import INTERMUNICIPAL, UNNAMED, Linker
from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.solution import Participant, Solution
from tests.ingest.conftest import CORPUS


def linked(
    register: MunicipalityRegister, name: str, actor_type: str = "kommune", record: dict[str, Any] | None = None
) -> Participant:
    """The first participant, called ``name``, of a record that says nothing more than ``record``, linked."""
    says = record or {}
    actors = [{"navn": name, "type": actor_type, "rolle": "initiativtaker"}]
    actors += [{"navn": other, "type": "kommune", "rolle": "partner"} for other in says.get("others", ())]
    solution = Solution.model_validate(
        {
            "id": "noe-nytt",
            "tittel": says.get("title", "Noe nytt"),
            "aktorer": actors,
            "utfordring": "Det var vanskelig.",
            "losning": "Det ble lettere.",
            "status": "ukjent",
            "aar_start": says.get("year"),
            "sektor": "teknisk",
            "innovasjonstype": "prosess",
            "maalform": "nb",
            "kilde": {
                "url": says.get("url", "https://eksempel.no/side"),
                "tittel": "Siden",
                "utgiver": says.get("publisher", "Avisen"),
                "type": "nyhet",
            },
        }
    )
    return Linker(register).link(solution).participants[0]


def numbers(register: MunicipalityRegister, *names: str) -> tuple[str, ...]:
    """The numbers of today, looked up by names that only one municipality has."""
    found = [register.named(name) for name in names]
    assert all(len(municipalities) == 1 for municipalities in found)
    return tuple(municipalities[0].kommunenummer for municipalities in found)


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("Asker kommune", "Asker"),
        ("Kvam herad", "Kvam"),
        ("Nore og Uvdal kommune", "Nore og Uvdal"),
        ("Evje og Hornnes kommune", "Evje og Hornnes"),
        ("Kåfjord kommune", "Kåfjord"),
        ("Ålesund kommune", "Ålesund"),
        ("Oslo kommune, Bydel Gamle Oslo", "Oslo"),
        ("Oslo kommune, bydelene Stovner, Alna og Gamle Oslo", "Oslo"),
        ("Kvinnherad kommune (Kvinnherad folkebibliotek)", "Kvinnherad"),
        ("Lillestrøm kommune (tidligere Skedsmo)", "Lillestrøm"),
        ("Stavanger kommune (Smartbyen)", "Stavanger"),
    ],
)
def test_a_name_of_today_is_linked_without_a_note(register: MunicipalityRegister, name: str, today: str) -> None:
    actor = linked(register, name)
    assert actor.kommunenummer == numbers(register, today)
    assert actor.link_note is None


@pytest.mark.parametrize(
    ("name", "today", "year"),
    [
        ("Lenvik kommune", "Senja", "2020"),
        ("Røyken kommune", "Asker", "2020"),
        ("Skedsmo kommune", "Lillestrøm", "2020"),
        ("Nøtterøy kommune", "Færder", "2018"),
        ("Leksvik kommune", "Indre Fosen", "2018"),
        ("Haram kommune", "Haram", None),
    ],
)
def test_a_former_name_leads_to_the_municipality_of_today(
    register: MunicipalityRegister, name: str, today: str, year: str | None
) -> None:
    actor = linked(register, name)
    assert actor.kommunenummer == numbers(register, today)
    if year is None:
        assert actor.link_note is None
    else:
        assert f"fra {year} {today}" in str(actor.link_note)


@pytest.mark.parametrize(
    ("name", "main", "all_parts"),
    [
        ("Snillfjord kommune", "Orkland", "Heim, Hitra og Orkland"),
        ("Tysfjord kommune", "Hamarøy", "Narvik og Hamarøy"),
    ],
)
def test_a_municipality_that_was_split_goes_to_its_main_successor_with_a_note(
    register: MunicipalityRegister, name: str, main: str, all_parts: str
) -> None:
    actor = linked(register, name)
    assert actor.kommunenummer == numbers(register, main)
    assert all_parts in str(actor.link_note)


@pytest.mark.parametrize(
    ("name", "number", "clues"),
    [
        ("Herøy kommune", "1515", {"title": "Fire sunnmørskommuner gikk sammen"}),
        ("Herøy kommune", "1818", {"title": "Fire Helgelandskommuner gikk sammen"}),
        ("Herøy kommune", "1818", {"others": ("Alstahaug kommune", "Dønna kommune")}),
        ("Herøy kommune", "1515", {"url": "https://www.heroy.kommune.no/nytt"}),
        ("Våler kommune", "3114", {"title": "Seks små Østfold-kommuner"}),
        ("Våler kommune", "3419", {"title": "Hedmark fikk fjernvarme"}),
        ("Våler kommune", "3419", {"others": ("Åsnes kommune", "Elverum kommune")}),
        ("Bø kommune", "1867", {"title": "Bø i Vesterålen kuttet skatten"}),
        ("Bø kommune", "4020", {"publisher": "Telemark Arbeiderblad"}),
        ("Bø kommune", "1867", {"year": 2023}),
        ("Os kommune", "3430", {"others": ("Røros kommune", "Holtålen kommune")}),
        ("Os kommune", "4624", {"title": "Nytt bibliotek i Hordaland"}),
        ("Sande kommune", "1514", {"title": "Sunnmøre henter matavfall"}),
        ("Sande kommune", "3903", {"title": "Trim i Vestfold"}),
        ("Nes kommune", "3228", {"title": "Akershus prøvde bestilling"}),
        ("Nes kommune", "3322", {"title": "Hallingdal sparer strøm"}),
    ],
)
def test_a_name_of_two_municipalities_is_settled_by_the_clues_of_the_record(
    register: MunicipalityRegister, name: str, number: str, clues: dict[str, Any]
) -> None:
    actor = linked(register, name, record=clues)
    assert actor.kommunenummer == (number,)
    assert actor.link_note is not None


@pytest.mark.parametrize("name", ["Herøy kommune", "Våler kommune", "Bø kommune", "Os kommune", "Sande kommune"])
def test_a_name_of_two_municipalities_stays_unlinked_without_a_clue(register: MunicipalityRegister, name: str) -> None:
    actor = linked(register, name)
    assert actor.kommunenummer == ()
    assert "kilden sier ikke hvilken" in str(actor.link_note)


def test_clues_that_speak_for_both_settle_nothing(register: MunicipalityRegister) -> None:
    actor = linked(register, "Herøy kommune", record={"title": "Fra Sunnmøre til Helgeland"})
    assert actor.kommunenummer == ()


def test_the_town_tromso_is_not_the_county_troms(register: MunicipalityRegister) -> None:
    actor = linked(register, "Herøy kommune", record={"title": "Et besøk i Tromsø"})
    assert actor.kommunenummer == ()


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("Notodden og Hjartdal kommuner", ("Notodden", "Hjartdal")),
        ("Tolga, Tynset og Alvdal kommuner", ("Tolga", "Tynset", "Alvdal")),
        ("Nome, Sauherad og Bø kommuner", ("Nome", "Midt-Telemark")),
        ("Mosvik og Leksvik kommuner", ("Indre Fosen",)),
        ("Nore og Uvdal og Rollag kommuner", ("Nore og Uvdal", "Rollag")),
        ("Asker kommune og Bærum kommune", ("Asker", "Bærum")),
        ("Asker kommune, Bærum kommune og Oslo kommune", ("Asker", "Bærum", "Oslo")),
    ],
)
def test_several_municipalities_in_one_name_are_all_linked(
    register: MunicipalityRegister, name: str, today: tuple[str, ...]
) -> None:
    actor = linked(register, name)
    assert actor.kommunenummer == numbers(register, *today)
    assert "flere kommuner i ett navn" in str(actor.link_note)


def test_a_part_that_ended_before_the_register_is_left_out_with_a_reason(register: MunicipalityRegister) -> None:
    note = str(linked(register, "Mosvik og Leksvik kommuner").link_note)
    assert "ukoblet del: Mosvik ble en del av Inderøy i 2012" in note
    assert linked(register, "Mosvik kommune").kommunenummer == ()


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("NAV Gloppen", "Gloppen"),
        ("Hjemmetjenesten i Birkenes", "Birkenes"),
        ("Molde Vann og Avløp KF", "Molde"),
        ("Kongsberg kommunale eiendom", "Kongsberg"),
        ("Aurland Hamnevesen", "Aurland"),
        ("Vik bibliotek", "Vik"),
        ("Nye Lindesnes", "Lindesnes"),
        ("Nye Namsos", "Namsos"),
    ],
)
def test_a_part_of_a_municipality_is_linked_with_a_note(register: MunicipalityRegister, name: str, today: str) -> None:
    actor = linked(register, name)
    assert actor.kommunenummer == numbers(register, today)
    assert actor.link_note


def test_a_city_agency_belongs_to_the_only_municipality_of_its_record(register: MunicipalityRegister) -> None:
    alone = linked(register, "Helseetaten")
    beside = linked(register, "Helseetaten", record={"others": ("Oslo kommune, Bydel Gamle Oslo",)})
    between = linked(register, "Helseetaten", record={"others": ("Oslo kommune", "Bergen kommune")})
    assert (alone.kommunenummer, beside.kommunenummer, between.kommunenummer) == ((), ("0301",), ())


@pytest.mark.parametrize(
    ("name", "counties"),
    [
        ("21 kommuner på Agder", ("42",)),
        ("Kommunene i Hedmark", ("34",)),
        ("kommuner i Viken", ("31", "32", "33")),
        ("kommuner på Sunnmøre", ()),
        ("nabokommuner i Hallingdal", ()),
        ("sju kommuner i Salten", ()),
    ],
)
def test_municipalities_without_names_stay_unlinked(
    register: MunicipalityRegister, name: str, counties: tuple[str, ...]
) -> None:
    actor = linked(register, name)
    assert actor.kommunenummer == ()
    assert actor.fylkesnummer == counties
    assert str(actor.link_note).startswith(UNNAMED)


@pytest.mark.parametrize(
    ("name", "counties", "note"),
    [
        ("Vestland fylkeskommune", ("46",), None),
        ("Møre og Romsdal fylkeskommune", ("15",), None),
        ("Troms fylkeskommune", ("55",), None),
        ("Hordaland fylkeskommune", ("46",), "Hordaland er tidligere fylke, nå Vestland"),
        ("Viken fylkeskommune", ("31", "32", "33"), "nå Østfold, Akershus og Buskerud"),
        ("Karriere Oppland (Oppland fylkeskommune)", ("34",), "nå Innlandet"),
        ("Fylkesbiblioteket i Aust-Agder", ("42",), "nå Agder"),
        ("Fylkeskommunen", (), "kilden navngir ikke fylket"),
        ("Kolumbus", (), "navnet på aktøren sier ikke hvilket fylke"),
    ],
)
def test_a_county_is_linked_by_its_name_of_today_or_before(
    register: MunicipalityRegister, name: str, counties: tuple[str, ...], note: str | None
) -> None:
    actor = linked(register, name, "fylkeskommune")
    assert actor.fylkesnummer == counties
    assert actor.link_note == note if note is None else note in str(actor.link_note)


def test_a_network_that_names_its_municipalities_is_linked_and_no_other(register: MunicipalityRegister) -> None:
    network = linked(register, "Nettverk med Steinkjer, Jondal, Sund og Bømlo", "interkommunalt")
    assert network.kommunenummer == numbers(register, "Steinkjer", "Ullensvang", "Øygarden", "Bømlo")
    region = linked(register, "Kongsbergregionen", "interkommunalt")
    assert (region.kommunenummer, region.link_note) == ((), INTERMUNICIPAL)


@pytest.mark.parametrize("actor_type", ["annet", "stat"])
@pytest.mark.parametrize(
    "name", ["Berg", "Bømlo vatn og avløp", "NAV Gloppen", "Lyse", "Røde Kors", "Eid Frivilligsentral"]
)
def test_firms_and_state_bodies_get_neither_numbers_nor_notes(
    register: MunicipalityRegister, name: str, actor_type: str
) -> None:
    actor = linked(register, name, actor_type)
    assert (actor.kommunenummer, actor.fylkesnummer, actor.link_note) == ((), (), None)


def test_a_link_that_a_person_has_set_is_kept(register: MunicipalityRegister) -> None:
    solution = read_experience(CORPUS / "erfaringer" / "senjalegen.md", register)
    actor = Participant.model_validate(
        {"navn": "Bø kommune", "type": "kommune", "rolle": "partner", "kobling": "ikke avklart"}
    )
    told = solution.model_copy(update={"participants": (actor,)})
    assert Linker(register).link(told).participants == (actor,)
