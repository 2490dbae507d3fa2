"""Municipalities, counties and regions are found in every form they take, and linked to what they are today."""

import pytest

from ingest.linking import Mention, PlaceLinker
from kunnskapsbase.municipalities import MunicipalityRegister
from tests.ingest.test_participants import numbers


def only(linker: PlaceLinker, text: str) -> Mention:
    """The one mention of a text."""
    mentions = linker.mentions(text)
    assert len(mentions) == 1, mentions
    return mentions[0]


def linked(linker: PlaceLinker, text: str, *context: str) -> list[tuple[str, tuple[str, ...]]]:
    """What is linked to municipalities, as it is written."""
    return [(each.text, each.kommunenummer) for each in linker.mentions(text, context) if each.kommunenummer]


@pytest.mark.parametrize(
    ("text", "name", "today"),
    [
        ("Planen ble laget i Loppa.", "Loppa", "Loppa"),
        ("Loppas plan ble brukt av andre.", "Loppas", "Loppa"),
        ("Nå er Moss’ havn bygd ut.", "Moss’", "Moss"),
        ("Hele Senja-samfunnet stilte opp.", "Senja-samfunnet", "Senja"),
        ("Snåsamodellen spreidde seg.", "Snåsamodellen", "Snåsa"),
        ("Kvam herad tok det i bruk.", "Kvam", "Kvam"),
        ("Nord-Aurdal-modellen er enkel.", "Nord-Aurdal-modellen", "Nord-Aurdal"),
        ("Det var Nore og Uvdal som begynte.", "Nore og Uvdal", "Nore og Uvdal"),
        ("LOPPA KOMMUNE", "LOPPA", "Loppa"),
        ("Time kommune fekk hjelp.", "Time", "Time"),
        ("Hå-ordføraren var nøgd.", "Hå-ordføraren", "Hå"),
        ("Guovdageaidnu var først.", "Guovdageaidnu", "Kautokeino"),
        ("Kárášjohka og folket der.", "Kárášjohka", "Karasjok"),
        ("Guovdageainnu suohkan svarte.", "Guovdageainnu", "Kautokeino"),
        ("Unjárgga gielda svarte.", "Unjárgga", "Nesseby"),
        ("De flyttet til Deatnu.", "Deatnu", "Tana"),
        ("Kvensk er i bruk i Omasvuono.", "Omasvuono", "Storfjord"),
        ("Lenvik hadde prøvd før.", "Lenvik", "Senja"),
        ("I Røyken ble det prøvd.", "Røyken", "Asker"),
    ],
)
def test_a_municipality_is_linked_in_every_form_of_its_name(
    linker: PlaceLinker, register: MunicipalityRegister, text: str, name: str, today: str
) -> None:
    mention = only(linker, text)
    assert (mention.text, mention.kind) == (name, "kommune")
    assert mention.kommunenummer == numbers(register, today)
    assert text[mention.start : mention.end] == name


def test_a_list_gives_each_of_its_municipalities(linker: PlaceLinker, register: MunicipalityRegister) -> None:
    text = "De samarbeidende kommunene er Rollag, Nore og Uvdal, Kongsberg, Flesberg og Tinn."
    found = [each.kommunenummer for each in linker.mentions(text)]
    assert found == [numbers(register, name) for name in ("Rollag", "Nore og Uvdal", "Kongsberg", "Flesberg", "Tinn")]


def test_two_municipalities_share_the_word_for_municipality(
    linker: PlaceLinker, register: MunicipalityRegister
) -> None:
    found = linked(linker, "Asker og Bærum kommuner gjør det sammen.")
    assert found == [("Asker", numbers(register, "Asker")), ("Bærum", numbers(register, "Bærum"))]


def test_a_former_municipality_says_what_it_became(linker: PlaceLinker) -> None:
    assert only(linker, "I Lenvik ble det prøvd.").reason == "Lenvik er tidligere kommune, fra 2020 Senja"


def test_a_split_municipality_is_linked_to_all_that_took_it_over(
    linker: PlaceLinker, register: MunicipalityRegister
) -> None:
    mention = only(linker, "Han var lærer i Tysfjord.")
    assert mention.kommunenummer == (*numbers(register, "Narvik"), *numbers(register, "Hamarøy"))
    assert mention.reason == "Tysfjord ble delt mellom Narvik og Hamarøy i 2020"


@pytest.mark.parametrize(
    ("text", "counties"),
    [
        ("Vestland fylkeskommune betaler.", ("46",)),
        ("Hordaland hadde mange.", ("46",)),
        ("Det var før i Sogn og Fjordane.", ("46",)),
        ("Viken prøvde det.", ("31", "32", "33")),
        ("Samarbeidet i Troms og Finnmark er svakt.", ("55", "56")),
        ("Tolv nordlandskommuner var med.", ("18",)),
        ("Fire agderkommunar var med.", ("42",)),
        ("Kommuner på Indre Agder var med.", ("42",)),
        ("Samarbeidet i Midt-Buskerud er nytt.", ("33",)),
        ("Oslo fylke", ("03",)),
    ],
)
def test_a_county_of_today_or_before_gives_counties_of_today(
    linker: PlaceLinker, text: str, counties: tuple[str, ...]
) -> None:
    mention = only(linker, text)
    assert (mention.kind, mention.fylker, mention.kommunenummer) == ("fylke", counties, ())
    assert mention.fylkesnummer == (counties[0] if len(counties) == 1 else None)


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("Samarbeidet i Kongsbergregionen er godt.", ("Kongsberg", "Rollag")),
        ("Samarbeidet i Kongbergregionen er godt.", ("Kongsberg", "Rollag")),
        ("Kommunane i Hallingdal gjekk saman.", ("Gol", "Hemsedal")),
        ("Nordhordland fekk eit felles kontor.", ("Alver", "Masfjorden")),
        ("Sju Salten-kommuner lagde planer.", ("Bodø", "Gildeskål")),
        ("Tre nordtromskommuner ble med.", ("Lyngen", "Kvænangen")),
        ("Ungdom fra nord-Troms ble med.", ("Lyngen", "Kvænangen")),
        ("Hele Helgeland var med.", ("Rana", "Vefsn")),
    ],
)
def test_a_region_gives_the_members_the_register_knows(
    linker: PlaceLinker, register: MunicipalityRegister, text: str, some: tuple[str, ...]
) -> None:
    mention = only(linker, text)
    assert mention.kind == "region"
    assert set(numbers(register, *some)) < set(mention.kommunenummer)
    assert mention.reason


def test_a_district_without_a_council_has_a_county_and_no_guessed_municipalities(linker: PlaceLinker) -> None:
    mention = only(linker, "Sunnmørskommunane gjekk saman.")
    assert (mention.kind, mention.kommunenummer, mention.fylkesnummer) == ("region", (), "15")
    assert mention.reason


def test_a_part_of_the_country_has_its_counties(linker: PlaceLinker) -> None:
    assert only(linker, "Kommuner på Vestlandet gjør mer.").fylker == ("11", "15", "46")
    # Not the county that took nearly the same name.
    assert only(linker, "Vestlandskommunene gjør mer.").fylker == ("11", "15", "46")
    assert only(linker, "Kommunar i Nord-Noreg gjer meir.").fylker == ("18", "55", "56")


def test_a_region_the_register_lacks_is_only_the_municipality_it_is_named_after(
    linker: PlaceLinker, register: MunicipalityRegister
) -> None:
    for text in ("Trondheim-regionen vokser.", "Trondheimsregionen vokser."):
        mention = only(linker, text)
        assert (mention.kind, mention.kommunenummer) == ("region", numbers(register, "Trondheim"))
        assert mention.reason


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Bø i Vesterålen gir støtte.", "1867"),
        ("Bø i Telemark fekk eit nytt torg.", "4020"),
        ("Våler (Østfold) sparte strøm.", "3114"),
        ("Røros, Os og Holtålen samlet regnskapet.", "3430"),
        ("Hareid, Herøy og Sande starta i 2004.", "1515"),
        ("Alstahaug, Herøy, Dønna og Leirfjord lager planer.", "1818"),
    ],
)
def test_a_name_of_several_is_decided_by_what_stands_beside_it(linker: PlaceLinker, text: str, number: str) -> None:
    assert number in {
        each for mention in linker.mentions(text) if mention.kind == "kommune" for each in mention.kommunenummer
    }


def test_a_name_of_several_is_decided_by_the_rest_of_the_document(linker: PlaceLinker) -> None:
    text = "I Våler går det bra."
    assert linked(linker, text, "Energisparing i Østfold") == [("Våler", ("3114",))]
    assert linked(linker, text, "Solør og Elverum: samarbeid i Innlandet") == [("Våler", ("3419",))]


def test_a_name_of_several_that_nothing_decides_comes_without_a_number_and_says_why(linker: PlaceLinker) -> None:
    mention = only(linker, "Herøy kommune svarte ikke.")
    assert not mention.linked
    assert mention.kommunenummer == ()
    assert "Nordland" in (mention.reason or "")
    assert "Møre og Romsdal" in (mention.reason or "")
