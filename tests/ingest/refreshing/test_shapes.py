"""A source that answers otherwise than its reader knows, or not at all, changes nothing; the others are written."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from tests.ingest.refreshing.conftest import Renewal
from tests.support.open_apis import ANSWERS, pair
from tests.support.web import Answer, page, silent

BODO = "1804"


def _without(name: str) -> Callable[[Any], Any]:
    return lambda content: {key: value for key, value in content.items() if key != name}


def _with(**more: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - whatever JSON holds
    return lambda content: content | more


def _another_dimension(content: Any) -> Any:  # noqa: ANN401
    """The figures divided by sex as well."""
    sexes = {"label": "kjønn", "category": {"index": {"1": 0, "2": 1}, "label": {"1": "Menn", "2": "Kvinner"}}}
    return content | {
        "id": ["Region", "Kjonn", "ContentsCode", "Tid"],
        "size": [len(content["value"]), 2, 1, 1],
        "dimension": content["dimension"] | {"Kjonn": sexes},
        "value": [half for value in content["value"] for half in (value, value)],
    }


def _two_years(content: Any) -> Any:  # noqa: ANN401
    years = {"label": "år", "category": {"index": {"2025": 0, "2026": 1}, "label": {}}}
    twice = [half for value in content["value"] for half in (value, value)]
    return content | {
        "size": [len(content["value"]), 1, 2],
        "value": twice,
        "dimension": content["dimension"] | {"Tid": years},
    }


def _other_figures(content: Any) -> Any:  # noqa: ANN401
    figures = {"label": "statistikkvariabel", "category": {"index": ["Areal"], "label": {"Areal": "Areal"}}}
    return content | {"dimension": content["dimension"] | {"ContentsCode": figures}}


def _first(change: Callable[[dict[str, Any]], dict[str, Any]], *path: str | int) -> Callable[[Any], Any]:
    """Change what stands at a path."""

    def make(content: Any) -> Any:  # noqa: ANN401
        changed = copy.deepcopy(content)
        holder = changed
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = change(holder[path[-1]])
        return changed

    return make


SHAPES = [
    ("ssb-folketall", lambda _: [], "formen vi kjenner"),
    ("ssb-folketall", lambda _: "nei", "formen vi kjenner"),
    ("ssb-folketall", _without("value"), "value"),
    ("ssb-folketall", _with(value=["1"] * 42), "value.0"),
    ("ssb-folketall", _with(value=[1.5] * 42), "value.0"),
    ("ssb-folketall", _with(value={"0": 3}), "value"),
    ("ssb-folketall", _with(value=[1, 2, 3]), "har 3 tall"),
    ("ssb-folketall", _another_dimension, "Kjonn"),
    ("ssb-folketall", _two_years, "mer enn ett år"),
    ("ssb-folketall", _other_figures, "Areal, ikke Personer1"),
    ("ssb-folketall", _with(**{"class": "collection"}), "class"),
    ("ssb-kommuner", _with(codes=[{"kode": "1804", "navn": "Bodø"}]), "codes.0.code"),
    ("ssb-kommuner", _first(_with(code="18-04"), "codes", 0), "18-04"),
    ("ssb-sentralitet", _without("correspondenceItems"), "correspondenceItems"),
    ("ssb-sentralitet", _with(correspondenceItems=[pair("1804", "07")]), "1 til 6"),
    ("ssb-sentralitet", _with(correspondenceItems=[pair("1804", "03"), pair("1804", "02")]), "på samme tid"),
    ("ssb-sentralitet", _with(correspondenceItems=[pair("1804", "03", "i fjor")]), "validFrom"),
    ("ssb-kostra", _with(correspondenceItems=[]), "mangler 41 av de 41"),
    ("enhetsregisteret", _without("_embedded"), "_embedded"),
    ("enhetsregisteret", _with(page={"totalPages": 3}), "delt i 3 sider"),
    ("enhetsregisteret", _first(_with(organisasjonsnummer="123456789"), "_embedded", "enheter", 0), "ikke gyldig"),
    ("kartverket-kommuner", lambda content: content[0], "svaret selv"),
    ("kartverket-kommuner", _first(_with(fylkesnummer="46"), 0), "ikke et kommunenummer i fylke 46"),
    ("kartverket-kommuner", _first(_without("gyldigeNavn"), 0, "kommuner", 3), "kommuner.3.gyldigeNavn"),
]


@pytest.mark.parametrize(("source", "spoil", "says"), SHAPES)
def test_an_answer_of_another_shape_is_told_of_and_its_columns_stay(
    county: Renewal, source: str, spoil: Callable[[Any], Any], says: str
) -> None:
    states = county.states()
    county.rows[BODO] |= {"folketall": "54000", "navn": "Bådåddjo"}
    county.answer(source, spoil(ANSWERS[source](county.rows)))
    status, said = county.run(source)
    assert status == 2
    assert says in said[source]["feil"]
    assert county.states() == states


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (page(b"<!doctype html><html><body>Vedlikehold</body></html>", "text/html"), "text/html, ikke JSON"),
        (page(b"{}", ""), "noe uten type, ikke JSON"),
        (page(b"<html></html>", "application/json"), "lar seg ikke lese"),
        (page(b"\xff\xfe{", "application/json"), "lar seg ikke lese"),
        (page(b"[" * 200_000, "application/json"), "lar seg ikke lese"),
        (page(b"", "", 500), "svarer 500"),
        (page(b"", "", 404), "finnes ikke lenger"),
        (page(b"{}", "application/json", 400), "gir ikke fra seg innholdet"),
        (silent, "ikke i tide"),
    ],
    ids=["html", "no type", "html called json", "not utf-8", "too deep", "500", "404", "400", "silent"],
)
def test_a_source_that_does_not_answer_leaves_its_columns_and_the_others_are_written(
    county: Renewal, wrong: Answer, says: str
) -> None:
    county.rows[BODO] |= {"folketall": "54000", "navn_offisielt": "Bodø - Bådåddjo"}
    county.serve()
    county.site.answers["/ssb-folketall"] = wrong
    status, said = county.run("ssb-folketall", "ssb-kommuner")
    assert status == 1
    assert says in said["ssb-folketall"]["feil"]
    assert county.changed() == {(BODO, "navn_offisielt"): "Bodø - Bådåddjo"}
    notes = yaml.safe_load((county.folder / "oppdatert.yml").read_text(encoding="utf-8"))["kilder"]
    assert [note["id"] for note in notes] == ["ssb-kommuner"]
