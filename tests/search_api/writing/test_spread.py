"""The spread of solutions over HTTP: municipalities that took them into use, month by month, and never views."""

from typing import Any

import pytest

from tests.support.writing import BODO, DYROY, Writing


def record(api: Writing, of: str, status: str, since: str, solution_id: str = DYROY) -> dict[str, Any]:
    said = {"solution_id": solution_id, "municipality": of, "status": status, "since": since}
    made = api.client.post("/v1/adoptions", json=said, headers=api.adviser)
    assert made.status_code == 201, made.text
    return made.json()  # type: ignore[no-any-return]


def rows(api: Writing, **parameters: str) -> list[dict[str, Any]]:
    answer = api.client.get("/v1/statistics/adoptions", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]  # type: ignore[no-any-return]


@pytest.fixture(scope="module", autouse=True)
def _told(api: Writing) -> None:
    first = record(api, "5614", "følger", "2026-01-10")
    change = {"version": first["version"], "status": "tar_i_bruk", "since": "2026-03-02"}
    assert api.client.patch(f"/v1/adoptions/{first['id']}", json=change, headers=api.adviser).status_code == 200
    record(api, "1804", "vurderer", "2026-03-20")
    record(api, "5616", "i_drift", "2026-02-01", BODO)


def test_a_solution_spreads_month_by_month(api: Writing) -> None:
    spread = {row["month"]: row for row in rows(api) if row["group"] == DYROY}
    assert list(spread) == ["2026-01", "2026-03"]
    assert spread["2026-01"]["following"] == 1
    assert spread["2026-01"]["ever_in_use"] == 0
    march = spread["2026-03"]
    assert (march["following"], march["adopting"], march["considering"], march["ever_in_use"]) == (0, 1, 1, 1)
    assert march["group_words"].startswith("Dyrøy")


def test_it_is_told_by_county_theme_and_size_too(api: Writing) -> None:
    counties = {row["group"]: row["group_words"] for row in rows(api, by="county")}
    assert counties == {"18": "Nordland", "56": "Finnmark"}
    sizes = {row["group"]: row["group_words"] for row in rows(api, by="size_band")}
    assert sizes["små"] == "små kommuner (under 5 000 innbyggere)"
    assert sizes["store"] == "store kommuner (20 000 innbyggere eller flere)"
    assert "digitalt tilsyn" in {row["group"] for row in rows(api, by="theme")}


def test_months_can_be_chosen_and_the_sheet_has_the_same(api: Writing) -> None:
    only = rows(api, **{"from": "2026-02", "to": "2026-02"})
    assert [(row["group"], row["in_operation"]) for row in only] == [(BODO, 1)]
    sheet = api.client.get("/v1/statistics/adoptions", params={"format": "csv", "from": "2026-02", "to": "2026-02"})
    header, line = sheet.text.splitlines()
    assert header.startswith("group,group_words,month,considering")
    assert line.startswith(f"{BODO},")


def test_looking_at_a_solution_is_not_counted(api: Writing) -> None:
    before = rows(api)
    assert api.client.get(f"/v1/solutions/{DYROY}").status_code == 200
    assert rows(api) == before


@pytest.mark.parametrize(
    ("parameters", "parameter"),
    [
        ({"by": "municipality"}, "by"),
        ({"from": "2026-13"}, "from"),
        ({"to": "mars"}, "to"),
        ({"from": "2026-05", "to": "2026-04"}, "from"),
    ],
)
def test_what_cannot_be_asked_for_is_named(api: Writing, parameters: dict[str, str], parameter: str) -> None:
    refused = api.client.get("/v1/statistics/adoptions", params=parameters)
    assert refused.status_code == 422
    assert [each["parameter"] for each in refused.json()["errors"]] == [parameter]
