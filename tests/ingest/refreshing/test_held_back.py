"""What is well-formed and still not believed: it is held back and told of, and a person decides."""

from typing import Any

import pytest

from tests.ingest.refreshing.conftest import Renewal
from tests.support.open_apis import ANSWERS, REGISTER, Row, population, rows_of
from tests.support.web import page

BODO, VAGAN = "1804", "1865"


def test_what_robots_are_asked_to_leave_alone_is_not_asked_for(county: Renewal) -> None:
    county.site.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /ssb-folketall\n", "text/plain")
    status, said = county.run("ssb-folketall")
    assert (status, county.site.paths()) == (2, [])
    assert "robots.txt" in said["ssb-folketall"]["feil"]


@pytest.mark.parametrize("source", ANSWERS)
def test_a_source_that_lacks_half_of_the_municipalities_is_not_believed(county: Renewal, source: str) -> None:
    states = county.states()
    half = dict(list(county.rows.items())[:20])
    half[BODO]["folketall"] = "54000"
    county.answer(source, ANSWERS[source](half))
    status, said = county.run(source)
    assert status == 2
    assert "mangler 21 av de 41" in said[source]["feil"]
    assert county.states() == states


def test_a_municipality_that_is_gone_or_new_is_told_of_and_no_row_goes_or_comes(county: Renewal) -> None:
    other = dict(county.rows)
    other["1899"] = other.pop(VAGAN) | {"navn": "Nyvågan"}
    other[BODO]["folketall"] = "54000"
    county.answer("ssb-folketall", population(other))
    status, said = county.run("ssb-folketall")
    assert status == 1
    assert (said["ssb-folketall"]["borte"], said["ssb-folketall"]["nye"]) == ([VAGAN], ["1899"])
    assert {number for number, _ in county.changed()} == {BODO}


def test_a_source_full_of_municipalities_nobody_knows_is_not_believed(county: Renewal) -> None:
    more = county.rows | {str(number): county.rows[BODO] for number in range(1890, 1900)}
    county.answer("ssb-folketall", population(more))
    status, said = county.run("ssb-folketall")
    assert (status, "10 kommuner som ikke står i registeret" in said["ssb-folketall"]["feil"]) == (2, True)


@pytest.mark.parametrize(("factor", "is_held"), [(1.19, False), (0.81, False), (1.21, True), (0.79, True), (0.0, True)])
def test_a_population_that_changes_by_more_than_a_fifth_is_held_back(
    county: Renewal, factor: float, *, is_held: bool
) -> None:
    county.rows[BODO]["folketall"] = str(round(int(county.rows[BODO]["folketall"]) * factor))
    county.rows[VAGAN]["folketall"] = str(int(county.rows[VAGAN]["folketall"]) + 1)
    county.answer("ssb-folketall", population(county.rows, "2027"))
    status, said = county.run("ssb-folketall")
    assert status == (1 if is_held else 0)
    held = said["ssb-folketall"]["holdt_tilbake"]
    assert [each["endringer"][0]["til"] for each in held] == ([county.rows[BODO]["folketall"]] if is_held else [])
    after = rows_of(county.folder / "kommuner.csv")
    # What belongs together is held back together: no new date on an old figure.
    kept = ("folketall", "folketall_dato", "folketetthet_per_km2")
    is_as_before = all(after[BODO][column] == county.before[BODO][column] for column in kept)
    assert is_as_before is is_held
    assert after[VAGAN]["folketall"] == county.rows[VAGAN]["folketall"]


def test_older_figures_than_those_that_stand_there_are_held_back(county: Renewal) -> None:
    states = county.states()
    county.answer("ssb-folketall", population(county.rows, "2025"))
    status, said = county.run("ssb-folketall")
    assert status == 1
    assert "eldre" in said["ssb-folketall"]["holdt_tilbake"][0]["grunn"]
    assert county.states()["kommuner.csv"] == states["kommuner.csv"]


@pytest.mark.parametrize("name", ["Bodø\nny", "Bodø\x1b[31m", "Bodø\ud800", "B" + "o" * 300])
def test_a_value_that_cannot_stand_on_a_line_is_held_back(county: Renewal, name: str) -> None:
    states = county.states()
    county.rows[BODO]["navn_offisielt"] = name
    county.serve()
    status, said = county.run("ssb-kommuner")
    assert status == 1
    assert said["ssb-kommuner"]["holdt_tilbake"][0]["endringer"][0]["til"].isprintable()
    assert county.states()["kommuner.csv"] == states["kommuner.csv"]


def test_a_class_of_centrality_that_the_index_speaks_against_is_held_back(county: Renewal) -> None:
    county.rows[BODO]["sentralitetsklasse"] = "6"
    county.serve()
    status, said = county.run("ssb-sentralitet")
    assert status == 1
    assert "sentralitetsindeksen" in said["ssb-sentralitet"]["holdt_tilbake"][0]["grunn"]


def _registered(rows: dict[str, Row], number: str, **more: str) -> dict[str, Any]:
    """The answer of Enhetsregisteret with more said of one municipality."""
    content = ANSWERS["enhetsregisteret"](rows)
    own = rows[number]["organisasjonsnummer"]
    for unit in content["_embedded"]["enheter"]:
        if unit["organisasjonsnummer"] == own:
            unit.update(more)
    return dict(content)


def test_mailbox_switchboard_and_website_are_taken_from_the_register_of_entities(county: Renewal) -> None:
    more = {"epostadresse": "Post@Bodo.kommune.no", "telefon": "75  55 50 00", "hjemmeside": "www.bodonykommune.no"}
    county.answer("enhetsregisteret", _registered(county.rows, BODO, **more))
    assert county.run("enhetsregisteret")[0] == 0
    assert county.changed() == {
        (BODO, "postmottak_epost"): "post@bodo.kommune.no",
        (BODO, "epost_status"): "Enhetsregisteret",
        (BODO, "sentralbord_telefon"): "75 55 50 00",
        (BODO, "nettsted"): "https://www.bodonykommune.no/",
    }


@pytest.mark.parametrize(
    ("more", "secret"),
    [
        ({"epostadresse": "kari.nordmann@bodo.kommune.no"}, "kari"),
        ({"epostadresse": "bodokommune@gmail.com"}, "gmail"),
        ({"telefon": "912 34 567"}, "912"),
        ({"epostadresse": "ikke en adresse"}, None),
        ({"telefon": "ring oss"}, None),
        ({"hjemmeside": "under arbeid"}, None),
    ],
)
def test_what_seems_to_be_a_person_s_or_nothing_at_all_is_held_back(
    county: Renewal, more: dict[str, str], secret: str | None
) -> None:
    states = county.states()
    county.answer("enhetsregisteret", _registered(county.rows, BODO, **more))
    status, said = county.run("enhetsregisteret")
    assert status == 1
    (held,) = said["enhetsregisteret"]["holdt_tilbake"]
    assert held["grunn"]
    assert secret is None or secret not in str(said)
    assert county.states()["kommuner.csv"] == states["kommuner.csv"]


def test_another_organisation_number_is_for_a_person_to_look_up(county: Renewal) -> None:
    states = county.states()
    other = rows_of(REGISTER / "kommuner.csv")["0301"]["organisasjonsnummer"]
    county.answer("enhetsregisteret", _registered(county.rows, BODO, organisasjonsnummer=other))
    status, said = county.run("enhetsregisteret")
    assert status == 1
    assert said["enhetsregisteret"]["holdt_tilbake"][0]["endringer"][0]["til"] == other
    assert county.states()["kommuner.csv"] == states["kommuner.csv"]
