"""What was understood stands on the page, and each part of it can be taken away and put back."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from search_api import wire
from tests.ui.conftest import OpenPage, words_on
from ui.ask.understood import removable, understood_line
from ui.texts import Language, catalogue, load_texts

QUESTION = "nattilsyn for Loppa som er i drift, små kommuner i Nordland etter 2020"
LOPPA = {
    "kommunenummer": "5614",
    "name": "Loppa",
    "county": "Finnmark",
    "population": 822,
    "population_date": "2026-01-01",
    "centrality": 6,
}


def query(**values: object) -> wire.QueryUnderstood:
    return wire.QueryUnderstood.model_validate({"text": "nattilsyn?", "matched_text": "nattilsyn", **values})


def part_buttons(page: AppTest) -> dict[str, str]:
    """Key → name, as a screen reader says it, of the buttons for what was understood."""
    return {
        str(each.key): each.label.replace("\\", "")
        for each in page.button
        if str(each.key).startswith(("uten-", "med-"))
    }


@pytest.mark.parametrize(
    ("values", "language", "line"),
    [
        ({"parts": ["status"], "status_wish": "tatt_i_bruk"}, "nb", "Vi forsto: helst tatt i bruk · "),
        ({"parts": ["status"], "status_wish": "tatt_i_bruk"}, "nn", "Vi forstod: helst teke i bruk · "),
        ({"parts": ["sector"], "sector_wish": ["energi", "teknisk"]}, "nb", "helst Energi og Tekniske tjenester · "),
        ({"parts": ["year"], "year_from": 2021}, "nb", "helst fra 2021 og senere · "),
        ({"parts": ["field_words"], "field_words": ["demens", "gps"]}, "nn", " · og litt på: «demens, gps»"),
        ({"parts": ["year"], "year_to": 2014}, "nn", "helst frå 2014 og før · "),
        ({"parts": ["year"], "year_from": 2021, "year_to": 2021}, "nb", "helst 2021 · "),
        ({"parts": ["year"], "year_from": 2018, "year_to": 2021}, "nb", "helst 2018–2021 · "),
    ],
)
def test_wishes_stand_in_the_line(values: dict[str, object], language: Language, line: str) -> None:
    assert line in understood_line(query(**values), load_texts(language)).replace("\\", "")


def test_each_part_is_called_by_what_was_understood() -> None:
    understood = query(
        parts=["municipality", "size", "county", "region", "sector", "status", "year", "field_words"],
        municipality=LOPPA,
        size_word="små",
        population_min=1000,
        counties=[{"number": "18", "name": "Nordland"}],
        region="Nord-Norge",
        sector_wish=["energi"],
        status_wish="drift",
        year_from=2021,
        field_words=["demens", "gps", "lokalisering"],
    )
    assert [what for _, what in removable(understood, load_texts("nb"))] == [
        "Loppa",
        "små kommuner",
        "Nordland",
        "Nord-Norge",
        "Energi",
        "i drift",
        "fra 2021 og senere",
        "«demens, gps …»",
    ]


def test_each_part_is_a_chip_that_says_what_was_understood(page_at: OpenPage, api: str) -> None:
    assert part_buttons(page_at(api, q=QUESTION)) == {
        "uten-municipality": "Kommune: Loppa",
        "uten-size": "Størrelse: små kommuner",
        "uten-county": "Fylke: Nordland",
        "uten-status": "Status: i drift",
        "uten-year": "År: fra 2021 og senere",
    }
    nynorsk = part_buttons(page_at(api, q=QUESTION, sprak="nn"))
    assert nynorsk["uten-size"] == "Storleik: små kommunar"


def test_a_part_is_taken_away_with_one_press_kept_in_the_address_and_put_back(page_at: OpenPage, api: str) -> None:
    page = page_at(api, q=QUESTION)
    assert "Loppa, " in words_on(page)
    page.button("uten-municipality").click().run()
    page.button("uten-year").click().run()
    assert page.query_params == {"q": QUESTION, "uten": ["kommune", "aar"]}
    assert "Loppa, " not in words_on(page)
    assert "2021 og senere" not in words_on(page)
    assert page.text_input("felt-q").value == QUESTION
    assert part_buttons(page)["med-year"] == "Bruk årstallet igjen"
    page.button("med-municipality").click().run()
    page.button("med-year").click().run()
    assert page.query_params == {"q": QUESTION}
    assert "Loppa, " in words_on(page)


def test_a_link_with_something_taken_away_shows_the_same_to_someone_else(page_at: OpenPage, api: str) -> None:
    compared = re.compile(r"gonger (?:så mange som|færre enn) de\b")
    assert compared.search(words_on(page_at(api, q="nattilsyn for Loppa", sprak="nn")))
    page = page_at(api, q="nattilsyn for Loppa", uten="kommune", sprak="nn")
    assert part_buttons(page) == {"med-municipality": "Bruk kommunen igjen"}
    assert not compared.search(words_on(page))


def test_a_question_that_says_nothing_beside_its_subject_has_no_such_buttons(page_at: OpenPage, api: str) -> None:
    assert part_buttons(page_at(api, q="bestillingstransport")) == {}


def test_a_question_of_function_words_alone_is_asked_for_more(page_at: OpenPage, api: str) -> None:
    assert "har bare småord" in page_at(api, q="hva er det").info[0].value


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_part_and_wish_has_words(language: Language) -> None:
    texts = catalogue(language)
    parts = wire.QueryUnderstood.model_json_schema()["properties"]["parts"]["items"]["enum"]
    assert {f"{kind}_{part}" for part in parts for kind in ("part", "kind")} <= set(texts)
    wishes = {key for key in texts if key.startswith("wish_")}
    assert len(wishes) == 8
