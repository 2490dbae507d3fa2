"""Sector, status and year are read where they stand for what is sought, and nowhere else."""

from datetime import date

import pytest

from kunnskapsbase.municipalities import MunicipalityRegister
from kunnskapsbase.question import understand
from kunnskapsbase.solution import Sector
from kunnskapsbase.text import terms
from kunnskapsbase.wishes import NO_WISHES, StatusWish, Wishes, YearSpan
from kunnskapsbase.wordlists import read_entries

TODAY = date(2026, 6, 1)


def wishes(question: str, register: MunicipalityRegister) -> Wishes:
    return understand(question, register, TODAY).wishes


@pytest.mark.parametrize(
    ("question", "sectors", "left"),
    [
        ("digitale hjelpemidler innen helse og omsorg", ["helse-omsorg"], "digitale hjelpemidler helse omsorg"),
        ("hjelpemidler innen helse og omsorg og som er billige", ["helse-omsorg"], "hjelpemidler helse omsorg billige"),
        ("sykefravær i helse- og omsorgssektoren", ["helse-omsorg"], "sykefravær helse omsorg"),
        ("rekruttering i oppvekstsektoren", ["oppvekst-utdanning"], "rekruttering oppvekst"),
        ("Korleis får ein fleire søkjarar innan kultur?", ["kultur-bibliotek"], "fleire søkjarar kultur"),
        ("droner på teknisk", ["teknisk"], "droner teknisk"),
        ("kunstig intelligens i teknisk sektor", ["teknisk"], "kunstig intelligens teknisk"),
        (
            "frivillige innen helse, oppvekst og kultur",
            ["helse-omsorg", "oppvekst-utdanning", "kultur-bibliotek"],
            "frivillige helse oppvekst kultur",
        ),
        ("velferdsteknologi på tvers innan pleie og omsorg", ["helse-omsorg"], "velferdsteknologi tvers pleie omsorg"),
    ],
)
def test_a_sector_in_its_frame_is_a_wish_and_its_name_is_still_matched(
    question: str, sectors: list[str], left: str, register: MunicipalityRegister
) -> None:
    understood = understand(question, register, TODAY)
    assert [each.value for each in understood.wishes.sectors] == sectors
    assert set(terms(left)) <= set(terms(understood.text))
    assert not {"innen", "innan", "sektoren", "sektor"} & set(understood.text.split())


@pytest.mark.parametrize(
    "question",
    [
        "helse i alt vi gjør",
        "menn i helse",
        "innen kort tid må vi ha ny skole",
        "samarbeid innen kultur og idrett",
        "teknisk svikt på renseanlegg",
        "vold i nære relasjoner",
        "energi fra sjøvann",
    ],
)
def test_a_sectors_word_without_its_frame_is_the_subject(question: str, register: MunicipalityRegister) -> None:
    understood = understand(question, register, TODAY)
    assert understood.wishes == NO_WISHES
    assert understood.text == question


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("digitalt tilsyn som er i drift", StatusWish.IN_OPERATION),
        ("Hvem har digitalt tilsyn i drift?", StatusWish.IN_OPERATION),
        ("Hvem har tatt i bruk roboter på sykehjem?", StatusWish.ADOPTED),
        ("Kven har teke i bruk robotar på sjukeheim?", StatusWish.ADOPTED),
        ("kommunar som har teke i bruk robotar", StatusWish.ADOPTED),
        ("Har noen prøvd ut selvkjørende buss?", StatusWish.TRIED),
        ("Vi har 2 000 innbyggere og lurer på hvem som har prøvd ut selvkjørende buss", StatusWish.TRIED),
        ("piloter på bestillingstransport", StatusWish.PILOT),
        ("Finnes det pilotprosjekter med KI i saksbehandlingen?", StatusWish.PILOT),
        ("pågåande prosjekt om flaum", StatusWish.ONGOING),
        ("tiltak mot flom som er gjennomført", None),
        ("tiltak som er gjennomført mot flom", StatusWish.COMPLETED),
        ("prosjekter som ble stoppet, om flom", StatusWish.STOPPED),
        ("tiltak som er avslutta, om flaum", StatusWish.STOPPED),
        ("Hvem har mislyktes med felles plankontor?", StatusWish.STOPPED),
        ("Hvem planlegger biogassanlegg?", StatusWish.PLANNED),
        ("planlagde tiltak mot flaum", StatusWish.PLANNED),
    ],
)
def test_how_far_a_solution_should_have_come_is_a_wish(
    question: str, status: StatusWish | None, register: MunicipalityRegister
) -> None:
    assert wishes(question, register).status is status


@pytest.mark.parametrize(
    "question",
    [
        "Vi har tatt i bruk roboter, men sliter med opplæringa. Hva gjør vi?",
        "Vi har en pilot på KI. Hvem har gjort det samme?",
        "Vi planlegger et biogassanlegg. Hvem har gjort det?",
        "Kostnader i drift av svømmehall",
        "Hvem har drift av svømmehall?",
        "eldre som har stoppet å kjøre bil",
        "Hvem har stoppet vannlekkasjer?",
        "løsninger som ikke er i drift",
        "Hva gikk galt med felles plankontor?",
        "Hvordan får vi ansatte til å ta i bruk nye systemer?",
        "pilotkommune for nattilsyn",
    ],
)
def test_what_is_told_of_the_asker_or_belongs_to_the_subject_is_no_wish_for_a_status(
    question: str, register: MunicipalityRegister
) -> None:
    understood = understand(question, register, TODAY)
    assert understood.wishes.status is None
    assert understood.text == question


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Hvem har innført nattilsyn de siste fem årene?", YearSpan(low=2021)),
        ("nattilsyn siste ti år", YearSpan(low=2016)),
        ("Kva har andre kommunar gjort med nattilsyn dei siste åra?", YearSpan(low=2021)),
        ("Hvem har innført nattilsyn det siste året?", YearSpan(low=2025)),
        ("nattilsyn etter 2020", YearSpan(low=2021)),
        ("prosjekter fra 2022 om flom", YearSpan(low=2022)),
        ("Kven har bygd symjehall sidan 2019?", YearSpan(low=2019)),
        ("Hvem har bygd svømmehall i 2021?", YearSpan(2021, 2021)),
        ("Hvem har bygd svømmehall før 2015?", YearSpan(high=2014)),
        ("erfaringer mellom 2018 og 2021 med fjernundervisning", YearSpan(2018, 2021)),
        ("erfaringar frå 2021–2018 med fjernundervisning", YearSpan(2018, 2021)),
        ("nyere løsninger på bestillingstransport", YearSpan(low=2021)),
        ("nyare døme på samarbeid", YearSpan(low=2021)),
        ("Hvem har nylig bygd svømmehall?", YearSpan(low=2021)),
        ("Hvilke tiltak mot flom ble satt i gang i fjor?", YearSpan(2025, 2025)),
        ("Kva tiltak mot flaum er sette i gang i år?", YearSpan(2026, 2026)),
    ],
)
def test_years_of_what_is_sought_are_a_wish_and_taken_out(
    question: str, years: YearSpan, register: MunicipalityRegister
) -> None:
    understood = understand(question, register, TODAY)
    assert understood.wishes.years == years
    assert not any(character.isdigit() for character in understood.text)
    assert not {"siste", "nyere", "nyare", "nylig", "fjor"} & set(understood.text.split())


@pytest.mark.parametrize(
    "question",
    [
        "nullutslipp innen 2030",
        "Hvordan blir vi klimanøytrale i 2030?",
        "Loven fra 2022 om leirskole: hvem har kuttet kostnader?",
        "strategi 2020-2024",
        "De siste årene har vi hatt mange flommer. Hva har andre gjort?",
        "Folketallet har gått ned de siste årene. Hva gjør andre?",
        "Hvorfor har sykefraværet økt de siste årene?",
        "nyere biler i hjemmetjenesten",
        "telefon 2021 2022",
    ],
)
def test_years_of_the_subject_or_the_background_are_left(question: str, register: MunicipalityRegister) -> None:
    understood = understand(question, register, TODAY)
    assert understood.wishes.years is None
    assert understood.text == question


def test_words_that_count_from_today_are_left_where_the_day_is_not_known(register: MunicipalityRegister) -> None:
    understood = understand("Hvem har bygd svømmehall de siste årene?", register)
    assert understood.wishes.years is None
    assert "siste årene" in understood.text
    assert understand("Hvem har bygd svømmehall etter 2020?", register).wishes.years == YearSpan(low=2021)


def test_a_question_may_wish_for_everything_at_once(register: MunicipalityRegister) -> None:
    question = (
        "Hvem har tatt i bruk talegjenkjenning innen helse og omsorg de siste tre årene, i små kommuner på Vestlandet?"
    )
    understood = understand(question, register, TODAY)
    assert understood.wishes == Wishes((Sector.HEALTH_AND_CARE,), StatusWish.ADOPTED, YearSpan(low=2023))
    assert understood.parts == ("size", "region", "sector", "status", "year")
    assert set(terms(understood.text)) == set(terms("talegjenkjenning helse omsorg"))


def test_what_is_left_out_is_forgotten_but_its_words_stay_out(register: MunicipalityRegister) -> None:
    understood = understand("nattilsyn for Loppa som er i drift, små kommuner i Nordland etter 2020", register, TODAY)
    assert understood.parts == ("municipality", "size", "county", "status", "year")
    for part in understood.parts:
        rest = understood.without({part})
        assert part not in rest.parts
        assert len(rest.parts) == len(understood.parts) - 1
        assert rest.text == understood.text
    nothing = understood.without(understood.parts)
    assert nothing.parts == ()
    assert nothing.municipality is None
    assert not nothing.municipality_asks


def test_every_sector_has_a_name_that_is_read_in_either_language(register: MunicipalityRegister) -> None:
    listed = dict(read_entries("sektorord"))
    assert set(listed) == {each.value for each in Sector}
    for code, names in listed.items():
        name = names.split(",")[0]
        assert wishes(f"samarbeid innen {name}", register).sectors == (Sector(code),)
        assert wishes(f"samarbeid innan {name}", register).sectors == (Sector(code),)


def test_every_wish_for_a_status_can_be_said() -> None:
    said = {head.split()[0] for head, _ in read_entries("statusord")}
    assert said == {each.value for each in StatusWish}
    assert all(each.statuses for each in StatusWish)
