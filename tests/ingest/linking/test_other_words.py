"""Words, surnames and organisations that look like places are left alone, in bokmål and nynorsk."""

import pytest

from ingest.linking import PlaceLinker


@pytest.mark.parametrize(
    "text",
    [
        "Kari Lund la fram saken.",
        "Han snakket med Anne Time om saken.",
        "Inga Porsanger deltok.",
        "Statssekretær Lund er fornøyd.",
        "Vi er glade, sier Berg.",
        "Eg er glad, seier Vik.",
        "Fiskeriminister Lisbeth Berg-Hansen møtte opp.",
        "Kommunikasjonsrådgiver Anne Cecilie Lund Kommunikasjonssjef Mette Fossum",
        "Randi Ness svarte.",
        "Time etter time gikk.",
        "Os selv har vi også spurt.",
        "Ski er gøy for barn.",
        "Ski-VM samlet mange.",
        "Gran som vokser fort, tåler mindre.",
        "Land må samarbeide om klima.",
        "Stranda har blitt et møtested.",
        "Vi la sand på stranda og gikk heim i berg og fjell.",
        "Lister over tiltak ligger ved.",
        "Oslo Economics har regnet på det.",
        "Universitetet i Bergen evaluerte det.",
        "Høgskulen på Vestlandet evaluerte det.",
        "Sparebank 1 Østlandet ga støtte.",
        "Bergens Tidende skrev om det.",
        "Stavanger Aftenblad skrev om det.",
        "Telemarksforsking og Nordlandsforskning skrev det.",
        "Trondheim Parkering drifter det.",
        "Helse Bergen var med.",
        "Høgskolene i Lillehammer, Hedmark, Molde og Bergen tilbyr det.",
        "Arendalsuka og Nordlandsbanen",
        "Ein heimkommune skal svare, og fjordkommunane òg.",
        "Kommunikasjon er viktig i regionen og fylkeskommunen.",
    ],
)
def test_what_only_looks_like_a_place_is_left_alone(linker: PlaceLinker, text: str) -> None:
    assert linker.mentions(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kari Lund fra Lund kommune la fram saken.", "Lund"),
        ("Ordføraren i Time helsa på Anne Time.", "Time"),
        ("De bor på Ås.", "Ås"),
        ("Ål fikk omstilling.", "Ål"),
        ("Lom opna biblioteket.", "Lom"),
        ("Også Lom har gjort det.", "Lom"),
        ("Høgskolen i Molde og Molde kommune samarbeider.", "Molde"),
    ],
)
def test_the_place_is_found_beside_what_only_looks_like_it(linker: PlaceLinker, text: str, place: str) -> None:
    assert [each.text for each in linker.mentions(text)] == [place]


def test_a_word_is_a_place_where_the_document_speaks_of_the_place(linker: PlaceLinker) -> None:
    text = "Time: måltid gav betre helse."
    assert linker.mentions(text) == []
    assert [each.text for each in linker.mentions(text, ["Kosthald i Time kommune"])] == ["Time"]


def test_a_surname_stays_a_surname_where_the_document_speaks_of_the_person(linker: PlaceLinker) -> None:
    assert linker.mentions("Lund svarer ikke.", ["Kari Lund leder arbeidet", "Lund kommune er med"]) == []


def test_three_risky_names_in_a_row_are_a_list_of_places(linker: PlaceLinker) -> None:
    assert [each.text for each in linker.mentions("Lund, Time og Klepp.")] == ["Lund", "Time", "Klepp"]
    assert linker.mentions("Lund og Berg.") == []


def test_nothing_is_found_in_nothing(linker: PlaceLinker) -> None:
    assert linker.mentions("") == []
    assert linker.mentions("  \n ", ["", "Loppa"]) == []
